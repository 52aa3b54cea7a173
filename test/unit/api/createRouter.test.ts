import { ENDPOINTS } from '../../../api/endpoints.ts';
import { createRouter } from '../../../api/http/createRouter.ts';

const route = createRouter(ENDPOINTS);

describe('the router of the REST API', () => {
	it('takes a path that is written out before one with a parameter, whatever the method', () => {
		expect(route('GET', '/api/integrations/providers')).toMatchObject({
			endpoint: { operationId: 'listProviders' },
		});
		expect(route('GET', '/api/integrations/save-vapid-subscription')).toEqual({
			allowed: ['POST'],
		});
	});

	it('answers HEAD where a GET changes nothing, and only there', () => {
		expect(route('HEAD', '/api/events')).toMatchObject({
			endpoint: { operationId: 'listEvents' },
		});
		expect(route('HEAD', '/api/workflows/configured/x/toggle')).toEqual({
			allowed: ['GET', 'POST'],
		});
	});
});
