import { randomBytes } from 'node:crypto';
import { seventeenTrack } from './17track/index.ts';
import { aftership } from './aftership/index.ts';
import { bigcommerce } from './bigcommerce/index.ts';
import { easypost } from './easypost/index.ts';
import { generic } from './generic/index.ts';
import { createMagento } from './magento/index.ts';
import { createPrestaShop } from './prestashop/index.ts';
import type { Provider } from './provider.ts';
import { sendcloud } from './sendcloud/index.ts';
import { createShipStation } from './shipstation/index.ts';
import { createShipStationV1 } from './shipstationv1/index.ts';
import { shippo } from './shippo/index.ts';
import { createShopify } from './shopify/index.ts';
import { createWooCommerce } from './woocommerce/index.ts';

const now = () => new Date();
const moment = () => ({ now: now(), nonce: randomBytes(16).toString('hex') });

/** Every kind of store, in the order in which a form lists them. */
export const PROVIDERS: readonly Provider[] = [
	createShopify(now),
	createWooCommerce(moment),
	bigcommerce,
	createPrestaShop(now),
	createMagento(moment),
	generic,
	sendcloud,
	aftership,
	easypost,
	createShipStation(now),
	createShipStationV1(now),
	seventeenTrack,
	shippo,
] as readonly Provider[];

/** The provider of a slug or a guid, or `undefined` for what is neither. */
export function providerOf(slugOrGuid: string): Provider | undefined {
	const wanted = slugOrGuid.trim().toLowerCase();
	return PROVIDERS.find(({ slug, guid }) => slug === wanted || guid === wanted);
}
