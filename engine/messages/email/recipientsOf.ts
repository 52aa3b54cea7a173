import { fields, type Fields } from '../../templates/itemFields.ts';
import { personName } from '../../templates/personName.ts';
import { ActionError } from '../../actions/actionError.ts';
import { headerText } from './headerText.ts';
import { parseAddress, type MailAddress } from './parseAddress.ts';
import { parseAddresses } from './parseAddresses.ts';

/** Whom an e-mail goes to: the customer of the event, or addresses that the merchant wrote. */
export type EmailRecipient =
	| { readonly kind: 'customer' }
	| { readonly kind: 'addresses'; readonly addresses: unknown };

/**
 * The mailboxes of an item's recipient. A customer has exactly one: what a shopper typed as an address
 * never becomes a list.
 *
 * @param item as a trigger emits it
 * @throws ActionError where no address is known or one is wrong
 */
export function recipientsOf(item: Fields, recipient: EmailRecipient): MailAddress[] {
	if (recipient.kind === 'addresses') {
		const found = parseAddresses('Addresses', recipient.addresses);
		if (found.length > 0) return found;
		throw new ActionError('setup', 'Addresses: none given. Enter at least one e-mail address.');
	}
	for (const person of peopleOf(item)) {
		const { address } = parseAddress("The customer's e-mail", person.email, 'shop');
		const names = [person.firstName, person.lastName]
			.map((name) => personName(typeof name === 'string' ? name : null))
			.filter((name) => name !== null);
		return [{ name: headerText(names.join(' ')), address }];
	}
	throw new ActionError(
		'nobody',
		'The customer of this event has no e-mail address, as with some guest orders. ' +
			'Send to "Addresses" instead, or filter such events out before this node.',
	);
}

/** Whether the event names no customer with an e-mail address, as a sale in a shop's own rooms does. */
export function isNobody(item: Fields): boolean {
	return peopleOf(item).length === 0;
}

/** Those with an address, whom the item is about first. */
function peopleOf({ customer, order, shipment }: Fields): Array<Fields & { email: string }> {
	return [customer, fields(order)?.customer, fields(shipment)?.customer]
		.map(fields)
		.flatMap((person) => {
			const email = person?.email;
			return typeof email === 'string' && email.trim() !== '' ? [{ ...person, email }] : [];
		});
}
