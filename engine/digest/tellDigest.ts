import { dateFormat } from '../templates/formatters.ts';
import { inCurrency } from '../templates/inCurrency.ts';
import type { Digest, DigestSum } from './digest.ts';

const LOCALE = 'en-US';

/** A digest in words, as those of an alert. */
export function tellDigest(digest: Digest): { title: string; cause: string; nextStep: string } {
	const { date, isQuiet, orders, openAlerts } = digest;
	const day = dateFormat(LOCALE, { dateStyle: 'full', timeZone: 'UTC' }).format(Date.parse(date));
	const open = openAlerts.map(({ title }) => title).join('; ');
	return {
		title: `${day}: ${isQuiet ? 'a quiet day' : counted(orders.count, 'order')}`,
		cause: `${isQuiet ? 'No orders, no refunds, and no news of parcels.' : happened(digest)} ${
			open === '' ? 'No alert is open.' : `Open alerts: ${open}.`
		}`,
		nextStep: open === '' ? 'Nothing has to be done.' : 'See to what is open.',
	};
}

function happened({ orders, refunds, parcels }: Digest): string {
	const { sent, delivered, late, failed } = parcels;
	const ofParcels = [
		...(sent > 0 ? [`${sent} sent`] : []),
		...(delivered > 0 ? [`${delivered} delivered`] : []),
		...(late > 0 ? [`${late} late`] : []),
		...(failed > 0 ? [`${failed} not handed over or on the way back`] : []),
	];
	return [
		`${capital(counted(orders.count, 'order'))}${sums(orders)}.`,
		...(orders.cancelled > 0 ? [`${counted(orders.cancelled, 'order')} cancelled.`] : []),
		...(refunds.count > 0 ? [`${counted(refunds.count, 'refund')}${sums(refunds)}.`] : []),
		...(ofParcels.length > 0 ? [`Parcels: ${ofParcels.join(', ')}.`] : []),
	].join(' ');
}

function sums({ totals, withoutTotal }: Digest['refunds']): string {
	const known = totals.map(written).join(' and ');
	const unknown = withoutTotal > 0 ? `, ${withoutTotal} of an unknown amount` : '';
	return `${known === '' ? '' : ` worth ${known}`}${unknown}`;
}

const written = ({ currency, amount }: DigestSum): string =>
	/^[A-Za-z]{3}$/.test(currency)
		? inCurrency(LOCALE, currency.toUpperCase(), amount)
		: `${amount} ${currency}`;

const counted = (count: number, one: string): string =>
	`${count === 0 ? 'no' : count} ${one}${count === 1 ? '' : 's'}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
