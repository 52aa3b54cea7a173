import fc from 'fast-check';
import type { N8nWorkflow } from '../../../../n8n/publicApi/n8nApi.ts';
import { N8nApiError } from '../../../../n8n/publicApi/n8nApiError.ts';
import { createOurWorkflows } from '../../../../n8n/workflows/createOurWorkflows.ts';
import type { WorkflowStates } from '../../../../n8n/workflows/statesQuery.ts';

const workflowOf = (id: string, name: string, type: string): N8nWorkflow => ({
	...{ id, name, active: true, tags: [], connections: {}, settings: {} },
	nodes: [{ id: 'n', name: 'Node', type, typeVersion: 1, position: [0, 0], parameters: {} }],
});
const OURS = 'n8n-nodes-commerce.commerceOrderTrigger';

/** An n8n with its database: what its key may see, and what has changed. */
function startN8n() {
	const all = new Map<string, { workflow: N8nWorkflow; isSeen: boolean; changes: number }>();
	const asked: string[] = [];
	const world = {
		...{ rights: 'all', hasDatabase: true, isKeyGood: true, nowMs: 0 },
		all,
		asked,
		/** Called between what the database says and what n8n answers. */
		meanwhile: () => {},
		states: async (): Promise<WorkflowStates | null> => {
			const states = new Map([...all].map(([id, { changes }]) => [id, String(changes)]));
			const told = world.hasDatabase ? { rights: world.rights, states } : null;
			await Promise.resolve();
			world.meanwhile();
			return told;
		},
		seen: () => [...all.values()].flatMap(({ workflow, isSeen }) => (isSeen ? [workflow] : [])),
		change(id: string, name: string, type = OURS, isSeen = true) {
			const changes = (all.get(id)?.changes ?? 0) + 1;
			all.set(id, { workflow: workflowOf(id, name, type), isSeen, changes });
		},
	};
	const n8n = {
		async mayList() {
			if (!world.isKeyGood) throw new Error('n8n does not accept the key.');
		},
		async listWorkflows() {
			asked.push('all');
			return world.seen();
		},
		async getWorkflow(id: string) {
			asked.push(id);
			const workflow = world.seen().find((each) => each.id === id) ?? null;
			if (workflow !== null || !all.has(id)) return workflow;
			// As n8n 2.41 answers a member who asks for somebody else's.
			const call = { method: 'GET', path: `/workflows/${id}`, status: 403, said: 'Forbidden' };
			throw new N8nApiError(call, 'The key may not do this.');
		},
	};
	const list = createOurWorkflows({ n8n, states: world.states, now: () => world.nowMs });
	const names = async () => (await list()).map(({ name }) => name).toSorted();
	return { ...world, world, list, names };
}

describe('the workflows of this package in an n8n with many others', () => {
	it('all are read once; after that only what has changed is asked for', async () => {
		const { world, names, asked } = startN8n();
		for (let each = 0; each < 100; each += 1)
			world.change(`other${each}`, 'Other', 'n8n-nodes-base.set');
		world.change('one', 'One');
		expect(await names()).toEqual(['One']);
		expect(await names()).toEqual(['One']);
		expect(asked).toEqual(['all']);
		world.change('one', 'Renamed');
		world.change('other1', 'Drawn anew');
		expect(await names()).toEqual(['Drawn anew', 'Renamed']);
		expect(asked.splice(1).toSorted()).toEqual(['one', 'other1']);
		world.all.delete('one');
		expect(await names()).toEqual(['Drawn anew']);
		expect(asked).toEqual(['all']);
	});

	it('of somebody else, unseen by the key, keeps nobody from the list of what the key may see', async () => {
		const { world, names, asked } = startN8n();
		world.change('one', 'One');
		world.change('two', 'Unseen', OURS, false);
		expect(await names()).toEqual(['One']);
		world.change('two', 'Changed', OURS, false);
		world.change('three', 'Three');
		expect(await names()).toEqual(['One', 'Three']);
		const before = asked.length;
		expect(await names()).toEqual(['One', 'Three']);
		expect(asked).toHaveLength(before);
	});

	it('after a change of what the key may see, of very many, and every ten minutes, all are read anew', async () => {
		const { world, names, asked } = startN8n();
		world.change('one', 'One');
		await names();
		world.all.get('one')!.isSeen = false;
		world.rights = 'less';
		expect(await names()).toEqual([]);
		for (let each = 0; each < 61; each += 1) world.change(`new${each}`, 'New');
		expect(await names()).toHaveLength(61);
		world.nowMs = 600_001;
		await names();
		expect(asked).toEqual(['all', 'all', 'all', 'all']);
	});

	it('where the database cannot be read, all are read each time', async () => {
		const { world, names, asked } = startN8n();
		world.change('one', 'One');
		world.hasDatabase = false;
		await names();
		world.change('one', 'Renamed');
		expect(await names()).toEqual(['Renamed']);
		expect(asked).toEqual(['all', 'all']);
	});

	it('a key that n8n does not take any more is told as such, whatever is kept', async () => {
		const { world, names } = startN8n();
		world.change('one', 'One');
		await names();
		world.isKeyGood = false;
		await expect(names()).rejects.toThrow('n8n does not accept the key.');
	});

	it('who asks while another is answered is told what is true after the asking', async () => {
		const { world, list } = startN8n();
		world.change('one', 'One');
		const first = list();
		await Promise.resolve();
		world.change('one', 'Renamed');
		const later = [list(), list()];
		await first;
		for (const told of await Promise.all(later)) expect(told[0]?.name).toBe('Renamed');
	});

	it('whatever changes, also while it is read: the next asking tells what n8n has', async () => {
		const change = fc.record({
			id: fc.constantFrom('a', 'b', 'c', 'd'),
			what: fc.constantFrom('ours', 'others', 'unseen', 'gone', 'rights'),
			isMeanwhile: fc.boolean(),
			isAsked: fc.boolean(),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(change, { maxLength: 30 }), async (changes) => {
				const { world, list, names } = startN8n();
				let made = 0;
				const make = ({ id, what }: (typeof changes)[number]) => {
					made += 1;
					if (what === 'gone') world.all.delete(id);
					else if (what === 'rights') {
						world.rights = String(made);
						const known = world.all.get(id);
						if (known) known.isSeen = !known.isSeen;
					} else {
						const type = what === 'others' ? 'n8n-nodes-base.set' : OURS;
						world.change(id, `${what} ${made}`, type, what !== 'unseen');
						// Of one that is made anew under the same id.
						world.all.get(id)!.changes = made;
					}
				};
				for (const each of changes) {
					if (each.isMeanwhile) {
						world.meanwhile = () => {
							world.meanwhile = () => {};
							make(each);
						};
						await list();
					} else make(each);
					if (!each.isAsked) continue;
					const expected = world.seen().filter(({ nodes }) => nodes[0]!.type === OURS);
					expect(await names()).toEqual(expected.map(({ name }) => name).toSorted());
				}
			}),
			{ numRuns: 500 },
		);
	});
});
