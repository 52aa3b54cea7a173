import { askStore } from '../../engine/inbox/askStore.ts';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import { startServer } from '../support/simulatedServer.ts';

describe('a store that is asked', () => {
	const ask = async (dates: Array<string | null>) => {
		const left = [...dates];
		const store = await startServer((_request, response) => {
			const date = left.shift();
			response.sendDate = false;
			if (date) response.setHeader('date', date);
			response.setHeader('content-type', 'application/json').end('{}');
		});
		try {
			const connection = { credentials: {}, http: axiosStoreHttp() };
			return await askStore(connection, async ({ http }) => {
				for (let asked = 0; asked < dates.length; asked += 1) {
					await http({ method: 'GET', url: store.url });
				}
				return 'the answer';
			});
		} finally {
			await store.close();
		}
	};

	it('has answered when its first response says so, by its own clock', async () => {
		expect(
			await ask(['Wed, 25 Nov 2026 10:00:07 GMT', 'Wed, 25 Nov 2026 10:00:09 GMT', null]),
		).toEqual({ answer: 'the answer', answeredAt: Date.parse('2026-11-25T10:00:07Z') });
	});

	it('has not said when, where its responses do not', async () => {
		expect(await ask([null, 'soon'])).toEqual({ answer: 'the answer', answeredAt: null });
	});
});
