import { pushDelivery } from '../../../../engine/messages/push/pushDelivery.ts';

describe('how a push service should treat a notification', () => {
	it('is a day and normal where nothing is said', () => {
		expect(pushDelivery({})).toEqual({ ttl: 86_400, urgency: 'normal', topic: null });
	});

	it('can be to deliver at once or not at all, urgently, in place of an earlier one', () => {
		expect(pushDelivery({ ttl: 0, urgency: 'high', topic: ' order-1_a ' })).toEqual({
			ttl: 0,
			urgency: 'high',
			topic: 'order-1_a',
		});
	});

	it.each([
		[{ ttl: -1 }, 'TTL cannot be less than 0 seconds.'],
		[{ ttl: 1.5 }, 'TTL has to be a whole number of seconds.'],
		[{ ttl: 2_419_201 }, 'TTL can be at most 2419200 seconds, 28 days.'],
		[{ ttl: 'soon' }, 'TTL has to be a number of seconds.'],
		[{ urgency: 'urgent' }, 'Urgency has to be one of very-low, low, normal, high.'],
		[{ topic: 'x'.repeat(33) }, 'Topic can have at most 32 characters'],
		[{ topic: 'order 1' }, 'Topic can have at most 32 characters'],
		[{ topic: 'größe' }, 'Topic can have at most 32 characters'],
		[{ topic: 'a\r\nX-Evil: 1' }, 'Topic can have at most 32 characters'],
	])('is refused with %j', (wrong, message) => {
		expect(() => pushDelivery(wrong)).toThrow(message);
	});
});
