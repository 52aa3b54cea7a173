import { z } from 'zod/v4';
import { optional } from './nodeFields.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/2026-10/objects/MailingAddress */
export const ADDRESS_FIELDS =
	'firstName lastName company address1 address2 city province provinceCode zip countryCodeV2 phone';

export const addressNode = optional(z.record(z.string(), z.unknown())).transform(
	(node) =>
		node && {
			first_name: node.firstName,
			last_name: node.lastName,
			company: node.company,
			address1: node.address1,
			address2: node.address2,
			city: node.city,
			province: node.province,
			province_code: node.provinceCode,
			zip: node.zip,
			country_code: node.countryCodeV2,
			phone: node.phone,
		},
);
