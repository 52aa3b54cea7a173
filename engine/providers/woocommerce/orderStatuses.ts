import { z } from 'zod/v4';
import { requiredListOf } from '../payloadFields.ts';
import type { ShopStatus } from '../ownStatus.ts';
import type { Connection } from '../storeHttp.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { readAnswer } from './readAnswer.ts';
import { title } from './title.ts';

const PATH = '/reports/orders/totals';

const status = z.object({ slug: z.string().min(1).max(100), name: title });

/**
 * The statuses that an order can have in this shop, those of its extensions too, with the names that the shop
 * shows. The report counts the orders of each; no other route of `wc/v3` names them.
 *
 * @see woocommerce/woocommerce `includes/rest-api/Controllers/Version3/class-wc-rest-report-orders-totals-controller.php`
 */
export async function listOrderStatuses(
	call: WooCommerceCall,
	connection: Connection<WooCommerceCredentials>,
): Promise<ShopStatus[]> {
	const { body } = await call(connection, { method: 'GET', path: PATH });
	const read = readAnswer(connection.credentials.storeUrl, `GET ${PATH}`, () =>
		requiredListOf(status).parse(body),
	);
	return read.map(({ slug, name }) => ({ word: slug, name: name ?? slug }));
}
