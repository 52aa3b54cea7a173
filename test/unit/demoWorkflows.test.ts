import { demoWorkflows } from '../../demo/demoWorkflows.ts';
import { brandInForm } from '../../nodes/shared/brandProperties.ts';

const CREDENTIAL = { id: '1', name: 'Credential' };
const TRACKING_PAGE = 'http://127.0.0.1:5678/webhook/commerce/api/track';

it('the mails of the demo lead to the tracking page of the shop', () => {
	const workflows = demoWorkflows({
		...{ storeName: 'Shop', trackingPage: TRACKING_PAGE },
		...{ store: CREDENTIAL, smtp: CREDENTIAL, webPush: CREDENTIAL, api: CREDENTIAL },
	});
	const triggers = workflows
		.flatMap(({ nodes }) => nodes)
		.filter(({ type }) => type.endsWith('.commerceStoreTrigger'));
	expect(triggers.map(({ parameters }) => brandInForm(parameters.brand))).toEqual([
		expect.objectContaining({ trackingPage: TRACKING_PAGE }),
	]);
});
