/** A block of addresses that is not the public internet. */
export type SpecialAddresses = {
	readonly block: string;
	/** As in "it is …". */
	readonly what: string;
	/** Whether a merchant can have a server of their own there, and may allow it. */
	readonly isPrivate: boolean;
};

/**
 * Everything in IPv4 that is not a public address of one machine, and the addresses at which clouds hand
 * out the keys of the machine that asks.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
export const SPECIAL_IPV4: readonly SpecialAddresses[] = [
	{ block: '0.0.0.0/8', what: 'no address of a server', isPrivate: false },
	{ block: '10.0.0.0/8', what: 'in a private network', isPrivate: true },
	{ block: '100.100.100.200/32', what: 'where a cloud hands out keys', isPrivate: false },
	{ block: '100.64.0.0/10', what: "in a provider's inner network", isPrivate: true },
	{ block: '127.0.0.0/8', what: 'this server itself', isPrivate: true },
	{ block: '168.63.129.16/32', what: 'where a cloud hands out keys', isPrivate: false },
	{ block: '169.254.0.0/16', what: 'where clouds hand out keys', isPrivate: false },
	{ block: '172.16.0.0/12', what: 'in a private network', isPrivate: true },
	{ block: '192.0.0.0/24', what: 'reserved', isPrivate: false },
	{ block: '192.0.2.0/24', what: 'for documentation only', isPrivate: false },
	{ block: '192.88.99.0/24', what: 'reserved', isPrivate: false },
	{ block: '192.168.0.0/16', what: 'in a private network', isPrivate: true },
	{ block: '198.18.0.0/15', what: 'in a test network', isPrivate: true },
	{ block: '198.51.100.0/24', what: 'for documentation only', isPrivate: false },
	{ block: '203.0.113.0/24', what: 'for documentation only', isPrivate: false },
	{ block: '224.0.0.0/4', what: 'not of one server but of a group', isPrivate: false },
	{ block: '240.0.0.0/4', what: 'reserved', isPrivate: false },
];

/**
 * IPv6 is public only in 2000::/3; the exceptions inside it come first. Addresses with an IPv4 address in
 * them do not come here: see `addressProblem`.
 *
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export const SPECIAL_IPV6: readonly SpecialAddresses[] = [
	{ block: '2001::/23', what: 'reserved', isPrivate: false },
	{ block: '2001:db8::/32', what: 'for documentation only', isPrivate: false },
	{ block: '2002::/16', what: 'a tunnel to another address', isPrivate: false },
	{ block: '3fff::/20', what: 'for documentation only', isPrivate: false },
	{ block: '::1/128', what: 'this server itself', isPrivate: true },
	{ block: 'fd00:ec2::254/128', what: 'where a cloud hands out keys', isPrivate: false },
	{ block: 'fd20:ce::254/128', what: 'where a cloud hands out keys', isPrivate: false },
	{ block: 'fc00::/7', what: 'in a private network', isPrivate: true },
	{ block: 'fe80::/10', what: 'of the own network segment', isPrivate: false },
	{ block: 'ff00::/8', what: 'not of one server but of a group', isPrivate: false },
];

/** The part of IPv6 that is given out to the public. */
export const PUBLIC_IPV6 = '2000::/3';
