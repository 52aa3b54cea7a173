import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Why an address must not be called, and whether a merchant can have a server of their own there. */
type Rule = { readonly what: string; readonly isPrivate: boolean };

const RESERVED: Rule = { what: 'reserved', isPrivate: false };
const CLOUD_KEYS: Rule = { what: 'where a cloud hands out keys', isPrivate: false };
const GROUP: Rule = { what: 'not of one server but of a group', isPrivate: false };
const PRIVATE_NETWORK: Rule = { what: 'in a private network', isPrivate: true };

/** By what the library calls a range; whatever it calls otherwise is reserved for something. */
const RULES: Readonly<Partial<Record<string, Rule>>> = {
	unspecified: { what: 'no address of a server', isPrivate: false },
	broadcast: GROUP,
	multicast: GROUP,
	loopback: { what: 'this server itself', isPrivate: true },
	private: PRIVATE_NETWORK,
	uniqueLocal: PRIVATE_NETWORK,
	carrierGradeNat: { what: "in a provider's inner network", isPrivate: true },
};

/** At these, clouds hand out the keys of the machine that asks; elsewhere they are of the ranges around them. */
const ADDRESSES_OF_CLOUDS = new Set(
	['100.100.100.200', '168.63.129.16', 'fd00:ec2::254', 'fd20:ce::254'].map((address) =>
		ipaddr.parse(address).toString(),
	),
);
const TEST_NETWORK = ipaddr.parseCIDR('198.18.0.0/15');
/** The part of IPv6 that is given out to the public. */
const PUBLIC_IPV6 = ipaddr.parseCIDR('2000::/3');
/** NAT64's: an IPv4 address in IPv6. @see RFC 6052 section 2.1 */
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96');

/**
 * Why an IP address must not be called, as the end of "it is …"; `null` where it may be.
 *
 * An IPv6 address that stands for an IPv4 address is judged by that. Whatever is not known to be public
 * is refused. Private addresses may be allowed; those where clouds hand out keys may not.
 *
 * @param address as the resolver or `new URL` gives it, without brackets
 */
export function addressProblem(address: string, allowPrivate: boolean): string | null {
	const version = isIP(address);
	if (version === 0 || address.includes('%')) return 'no address';
	// The library reads `::127.0.0.1` as a mapped address, which it is not; in hexadecimal digits it reads it well.
	const written = version === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
	// An IPv4 address that is mapped into IPv6 comes out as such.
	const given = ipaddr.process(written);
	const isNat64 = given.kind() === 'ipv6' && given.match(NAT64);
	const rule = ruleOf(isNat64 ? ipaddr.fromByteArray(given.toByteArray().slice(12)) : given);
	return rule === null || (rule.isPrivate && allowPrivate) ? null : rule.what;
}

function ruleOf(ip: ipaddr.IPv4 | ipaddr.IPv6): Rule | null {
	if (ADDRESSES_OF_CLOUDS.has(ip.toString())) return CLOUD_KEYS;
	const range = ip.range();
	if (ip.kind() === 'ipv4') {
		if (range === 'linkLocal') return CLOUD_KEYS;
		if (ip.match(TEST_NETWORK)) return { what: 'in a test network', isPrivate: true };
	} else if (range === 'unicast') {
		return ip.match(PUBLIC_IPV6) ? null : RESERVED;
	}
	return range === 'unicast' ? null : (RULES[range] ?? RESERVED);
}
