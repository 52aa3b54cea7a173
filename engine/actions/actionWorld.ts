import type { Inbox } from '../inbox/inbox.ts';
import { createKeyProofs, type KeyProofs } from '../inbox/keyProofs.ts';
import { createMailServers, type MailServers } from '../messages/email/mailServers.ts';
import { createVapidTokens, type VapidTokens } from '../messages/push/vapidTokens.ts';
import { createRenderer, type Renderer } from '../templates/createRenderer.ts';
import { createPool, type Pool } from './pool.ts';
import { createReceivers, type Receivers } from './receivers.ts';
import type { ActionIdentity } from './sentActions.ts';
import { createSentLedger, type SentLedger } from './sentLedger.ts';
import type { Gate } from './turns.ts';

/** What all actions of one process share. */
export type ActionWorld = {
	readonly inbox: Inbox;
	/** Says in n8n's log how something that takes long goes on. */
	readonly info: (message: string) => void;
	readonly sent: SentLedger;
	readonly receivers: Receivers;
	readonly render: Renderer;
	readonly mailServers: MailServers;
	readonly vapidTokens: VapidTokens;
	/** Limits the notifications that are under way in one run. By its id. */
	readonly pushGates: Pool<Gate>;
	readonly proofs: KeyProofs;
};

/** Why an action is shown instead of done, as its output says; `null` where it is done. */
export type OnlyShown = 'preview' | 'manual run' | null;

/** What makes an item's action the same action when its run is repeated, whoever it is for. */
export type ActionOfItem = Omit<ActionIdentity, 'recipient'>;

export function createActionWorld(inbox: Inbox, info: ActionWorld['info']): ActionWorld {
	return {
		inbox,
		info,
		sent: createSentLedger(inbox.database, inbox.now, inbox.warn),
		receivers: createReceivers(inbox),
		render: createRenderer(),
		mailServers: createMailServers(),
		vapidTokens: createVapidTokens(),
		pushGates: createPool(() => {}, { idleMs: 60_000, most: 1_000 }),
		proofs: createKeyProofs(inbox.now),
	};
}
