import type { IExecuteFunctions } from 'n8n-workflow';
import packageJson from '../../../../package.json';
import { noteUnremembered, obstacleIn } from '../../../../n8n/runs/obstacleIn.ts';

type Ran = { readonly type: string; readonly parameters?: object; readonly disabled?: boolean };

/** A node in a run, as n8n gives it to that node: what has run so far, in a workflow with a node more. */
function nodeAfter(ran: Readonly<Record<string, Ran>>, id = '1'): IExecuteFunctions {
	const nodes = Object.entries(ran).map(([name, node]) => [
		name,
		{ name, parameters: {}, ...node },
	]);
	return {
		workflow: { nodes: Object.fromEntries(nodes) },
		runExecutionData: { resultData: { runData: Object.fromEntries(nodes) } },
		getExecutionId: () => id,
		getNode: () => ({ name: 'Send Email' }),
	} as unknown as IExecuteFunctions;
}
const TRIGGER: Ran = { type: 'n8n-nodes-commerce.commerceOrderTrigger' };
const base = (name: string, more: Partial<Ran> = {}): Ran => ({
	type: `n8n-nodes-base.${name}`,
	...more,
});

describe('an event is tried again by itself only where nothing that has run would do its work twice', () => {
	it('is so after nodes of this package, and those of n8n that only look at items', () => {
		const ran = {
			Trigger: TRIGGER,
			Mail: { type: 'n8n-nodes-commerce.commerceSendEmail' },
			Linked: { type: 'CUSTOM.commerceCallWebhook' },
			If: base('if'),
			Set: base('set'),
			Once: base('removeDuplicates', { parameters: { operation: 'removeDuplicateInputItems' } }),
			Off: base('slack', { disabled: true }),
		};
		expect(obstacleIn(nodeAfter(ran))).toBeNull();
	});

	it.each(packageJson.n8n.nodes.map((file) => /(\w+)\.node\.js$/.exec(file)![1]!))(
		'is so after %s, as after each node of the package that a run can have',
		(name) => {
			const type = `n8n-nodes-commerce.${name[0]!.toLowerCase()}${name.slice(1)}`;
			const isInRuns = name !== 'CommerceApi';
			expect(obstacleIn(nodeAfter({ Node: { type } })) === null).toBe(isInRuns);
		},
	);

	it.each([
		['a node of somebody else', base('httpRequest')],
		['code, which can do anything', base('code')],
		['a sub-workflow', base('executeWorkflow')],
		['a node with a name like ours', { type: 'CUSTOM.commercetools' }],
		[
			'a node that lets what it has seen through once',
			base('removeDuplicates', {
				parameters: { operation: 'removeItemsSeenInPreviousExecutions' },
			}),
		],
	])('is not so after %s, and the reason names it', (_, node) => {
		expect(obstacleIn(nodeAfter({ Trigger: TRIGGER, 'Tell the team': node }))).toBe(
			'It is not tried again by itself: "Tell the team" had run before, and would do once more what it did.',
		);
	});

	it('is not so after an action of ours of which nothing was recorded, in that run', () => {
		noteUnremembered(nodeAfter({}, '7'));
		expect(obstacleIn(nodeAfter({ Trigger: TRIGGER }, '7'))).toContain('"Send Email"');
		expect(obstacleIn(nodeAfter({ Trigger: TRIGGER }, '8'))).toBeNull();
	});

	it('names a few, and never more than a line', () => {
		const many = Object.fromEntries(
			Array.from({ length: 50 }, (_, i) => [`${i}${'n'.repeat(500)}`, base('slack')]),
		);
		const obstacle = obstacleIn(nodeAfter(many))!;
		expect(obstacle).toContain('and 47 more');
		expect(obstacle.length).toBeLessThan(400);
	});

	it('is not so where n8n does not tell what has run', () => {
		const context = { getExecutionId: () => '1' } as unknown as IExecuteFunctions;
		expect(obstacleIn(context)).toMatch(/does not tell/);
	});
});
