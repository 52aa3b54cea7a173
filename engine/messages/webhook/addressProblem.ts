import { BlockList, isIP } from 'node:net';
import {
	PUBLIC_IPV6,
	SPECIAL_IPV4,
	SPECIAL_IPV6,
	type SpecialAddresses,
} from './specialAddresses.ts';

type Family = 'ipv4' | 'ipv6';
type Rule = Omit<SpecialAddresses, 'block'> & { readonly addresses: BlockList };

const RULES: Readonly<Record<Family, readonly Rule[]>> = {
	ipv4: SPECIAL_IPV4.map((each) => ruleOf(each, 'ipv4')),
	ipv6: SPECIAL_IPV6.map((each) => ruleOf(each, 'ipv6')),
};
const PUBLIC = blockListOf(PUBLIC_IPV6, 'ipv6');

/** IPv4-mapped addresses (RFC 4291 section 2.5.5.2), and NAT64's (RFC 6052 section 2.1). */
const CARRIES_IPV4 = ['::ffff:0:0/96', '64:ff9b::/96'].map((block) => blockListOf(block, 'ipv6'));

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
	if (version === 4) return problemIn('ipv4', address, allowPrivate);
	if (CARRIES_IPV4.some((block) => block.check(address, 'ipv6'))) {
		return problemIn('ipv4', carriedIpv4(address), allowPrivate);
	}
	const problem = problemIn('ipv6', address, allowPrivate);
	if (problem !== null || RULES.ipv6.some((rule) => rule.addresses.check(address, 'ipv6'))) {
		return problem;
	}
	return PUBLIC.check(address, 'ipv6') ? null : 'not in the public internet';
}

function problemIn(family: Family, address: string, allowPrivate: boolean): string | null {
	const rule = RULES[family].find(({ addresses }) => addresses.check(address, family));
	return rule === undefined || (rule.isPrivate && allowPrivate) ? null : rule.what;
}

function carriedIpv4(address: string): string {
	const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
	const [high = '0', low = '0'] = canonical.split(':').slice(-2);
	const bytes = [high, low].flatMap((part) => {
		const value = Number.parseInt(part || '0', 16);
		return [value >> 8, value & 0xff];
	});
	return bytes.join('.');
}

function ruleOf({ block, ...rule }: SpecialAddresses, family: Family): Rule {
	return { ...rule, addresses: blockListOf(block, family) };
}

function blockListOf(block: string, family: Family): BlockList {
	const [network = '', prefix = ''] = block.split('/');
	const list = new BlockList();
	list.addSubnet(network, Number(prefix), family);
	return list;
}
