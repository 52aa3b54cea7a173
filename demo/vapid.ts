import { createVapidPair } from '../engine/messages/push/vapidKeys.ts';

/** `npm run vapid`: a new pair of keys for notifications. */
const { publicKey, privateKey } = await createVapidPair();
console.log(`
A new VAPID pair, for a credential "Commerce Web Push API" in n8n:

  Public Key   ${publicKey}
  Private Key  ${privateKey}

The page of your shop needs the public key, too. Keep the private key to yourself, and keep the pair:
with another one, everybody has to subscribe again.
`);
