import { z } from 'zod/v4';
import { ADDRESS_FIELDS, addressNode } from './address.ts';
import { id, optional, word } from './nodeFields.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Customer */
export const CUSTOMER_FIELDS = `
	id state firstName lastName note tags verifiedEmail taxExempt createdAt updatedAt
	defaultEmailAddress { emailAddress }
	defaultPhoneNumber { phoneNumber }
	defaultAddress { ${ADDRESS_FIELDS} }
`;

/** A customer as the payload of a webhook has it. */
export const customerNode = z
	.looseObject({
		id,
		state: word,
		defaultEmailAddress: optional(z.object({ emailAddress: z.unknown() })),
		defaultPhoneNumber: optional(z.object({ phoneNumber: z.unknown() })),
		defaultAddress: addressNode,
	})
	.transform((node) => ({
		id: node.id,
		state: node.state ?? undefined,
		first_name: node.firstName,
		last_name: node.lastName,
		email: node.defaultEmailAddress && node.defaultEmailAddress.emailAddress,
		phone: node.defaultPhoneNumber && node.defaultPhoneNumber.phoneNumber,
		note: node.note,
		tags: node.tags,
		verified_email: node.verifiedEmail,
		tax_exempt: node.taxExempt,
		created_at: node.createdAt,
		updated_at: node.updatedAt,
		default_address: node.defaultAddress,
	}));
