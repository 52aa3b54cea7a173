import fc from 'fast-check';
import { addressProblem } from '../../../../engine/messages/webhook/addressProblem.ts';

const refused = (address: string) => addressProblem(address, false) !== null;
const refusedAnyway = (address: string) => addressProblem(address, true) !== null;

describe('an address', () => {
	it.each([
		['8.8.8.8'],
		['1.1.1.1'],
		['9.255.255.255'],
		['11.0.0.0'],
		['100.63.255.255'],
		['100.128.0.0'],
		['126.255.255.255'],
		['128.0.0.0'],
		['169.253.255.255'],
		['172.15.255.255'],
		['172.32.0.0'],
		['192.167.255.255'],
		['192.169.0.0'],
		['223.255.255.255'],
		['2606:4700:4700::1111'],
		['2a00:1450:4001:82a::200e'],
		['::ffff:8.8.8.8'],
		['64:ff9b::8.8.8.8'],
		['64:ff9b::808:808'],
	])('of the public internet may be called: %s', (address) => {
		expect(addressProblem(address, false)).toBeNull();
		expect(addressProblem(address, true)).toBeNull();
	});

	it.each([
		['127.0.0.1'],
		['10.1.2.3'],
		['172.16.0.1'],
		['192.168.0.10'],
		['100.64.0.1'],
		['198.18.0.1'],
		['::1'],
		['fd12:3456::1'],
		['::ffff:10.0.0.1'],
		['::ffff:a00:1'],
		['64:ff9b::c0a8:1'],
	])('of the own network may be called only where that is allowed: %s', (address) => {
		expect(refused(address)).toBe(true);
		expect(refusedAnyway(address)).toBe(false);
	});

	it.each([
		['0.0.0.0'],
		['169.254.169.254'],
		['169.254.0.1'],
		['100.100.100.200'],
		['168.63.129.16'],
		['192.0.2.1'],
		['224.0.0.251'],
		['255.255.255.255'],
		['::'],
		['fe80::1'],
		['fe80::1%eth0'],
		['::1%lo'],
		['fec0::1'],
		['ff02::fb'],
		['fd00:ec2::254'],
		['2001:db8::1'],
		['2001::1'],
		['2002:808:808::'],
		['3fff::1'],
		['100::1'],
		['5f00::1'],
		['64:ff9b:1::808:808'],
		['::ffff:169.254.169.254'],
		['64:ff9b::a9fe:a9fe'],
		['::127.0.0.1'],
		[''],
		['localhost'],
		['127.1'],
		['[::1]'],
	])('of no server may never be called: %s', (address) => {
		expect(refused(address)).toBe(true);
		expect(refusedAnyway(address)).toBe(true);
	});

	it('is judged alike in IPv4, as a mapped address and through NAT64', () => {
		const byte = fc.integer({ min: 0, max: 255 });
		fc.assert(
			fc.property(fc.tuple(byte, byte, byte, byte), fc.boolean(), (bytes, allowPrivate) => {
				const address = bytes.join('.');
				const hex = Buffer.from(bytes).toString('hex');
				const tail = `${hex.slice(0, 4)}:${hex.slice(4)}`;
				const expected = addressProblem(address, allowPrivate);
				for (const prefix of ['::ffff:', '0:0:0:0:0:FFFF:', '64:ff9b::', '64:FF9B:0:0:0:0:']) {
					expect(addressProblem(`${prefix}${tail}`, allowPrivate)).toBe(expected);
					expect(addressProblem(`${prefix}${address}`, allowPrivate)).toBe(expected);
				}
			}),
		);
	});
});
