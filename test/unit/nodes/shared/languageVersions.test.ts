import { NodeHelpers, type INode, type INodeParameters, type INodeType } from 'n8n-workflow';
import { LANGUAGE_CODES } from '../../../../engine/templates/languages/languages.ts';
import { CommerceSendEmail } from '../../../../nodes/CommerceSendEmail/CommerceSendEmail.node.ts';
import { readEmailForm } from '../../../../nodes/CommerceSendEmail/readEmailForm.ts';
import { CommerceSendPush } from '../../../../nodes/CommerceSendPush/CommerceSendPush.node.ts';
import { readPushForm } from '../../../../nodes/CommerceSendPush/readPushForm.ts';
import type { FormContext } from '../../../../nodes/shared/fillExpressions.ts';

/** What n8n gives to a node of a version that was stored with these parameters. */
function contextOf(type: INodeType, typeVersion: number, stored: INodeParameters): FormContext {
	const { description } = type;
	const node = { typeVersion, parameters: stored, type: description.name } as INode;
	const { properties } = description;
	const filled = NodeHelpers.getNodeParameters(properties, stored, true, false, node, description)!;
	return {
		getNode: () => ({ ...node, parameters: filled }),
		getTimezone: () => 'UTC',
		getNodeParameter: (name: string, _: number, fallback?: unknown) => filled[name] ?? fallback,
		evaluateExpression: (expression: string) => expression,
	} as unknown as FormContext;
}

const mail = (version: number, stored: INodeParameters = {}) =>
	readEmailForm(contextOf(new CommerceSendEmail(), version, stored), 0).settings;
const push = (version: number, stored: INodeParameters = {}) =>
	readPushForm(contextOf(new CommerceSendPush(), version, { operation: 'send', ...stored }), 0)
		.texts;

describe('what workflows have keeps its meaning when the nodes learn languages', () => {
	it.each([1, 2])('Send Email %d begins with the order confirmation, and is English', (version) => {
		expect(mail(version)).toMatchObject({ template: 'order_confirmation', language: null });
		const stored = { language: 'de', template: 'welcome' };
		expect(mail(version, stored)).toMatchObject({ template: 'welcome', language: null });
	});

	it('Send Email 3 begins with the template that fits the event, in the language of the customer', () => {
		expect(mail(3)).toMatchObject({ template: 'fitting', language: 'customer', locale: null });
		const stored = { template: 'order_confirmation', language: 'de' };
		expect(mail(3, { ...stored, options: { shopLanguage: 'fr' } })).toMatchObject({
			...{ ...stored, shopLanguage: 'fr' },
		});
	});

	it.each([1, 2, 3])('Send Push %d says what was written in it, in English', (version) => {
		const stored = { title: 'Hello', body: 'There', content: 'fitting', language: 'de' };
		expect(push(version, stored)).toMatchObject({ title: 'Hello', body: 'There', language: null });
	});

	it('Send Push 4 begins with the text that fits the event, and takes an own one', () => {
		expect(push(4)).toMatchObject({ title: null, language: 'customer' });
		expect(push(4, { content: 'own', title: 'Hello' })).toMatchObject({ title: 'Hello', body: '' });
	});

	it.each([null, undefined, '', ' '])(
		'a language whose expression gives %j is the own one of the customer',
		(given) => {
			const of = (type: INodeType, version: number) => {
				const context = contextOf(type, version, {});
				const getNodeParameter = ((name: string, index: number, fallback?: unknown) =>
					name === 'language'
						? given
						: context.getNodeParameter(name, index, fallback)) as FormContext['getNodeParameter'];
				return { ...context, getNodeParameter };
			};
			const { settings } = readEmailForm(of(new CommerceSendEmail(), 3), 0);
			const { texts } = readPushForm(of(new CommerceSendPush(), 4), 0);
			expect([settings.language, texts.language]).toEqual(['customer', 'customer']);
			const older = readEmailForm(of(new CommerceSendEmail(), 2), 0);
			expect(older.settings.language).toBeNull();
		},
	);

	it('both list every language by its own name, the newest version being what a new node is', () => {
		for (const { description } of [new CommerceSendEmail(), new CommerceSendPush()]) {
			const { options } = description.properties.find(({ name }) => name === 'language')!;
			expect(options!.map((option) => 'value' in option && option.value)).toEqual([
				'customer',
				...LANGUAGE_CODES,
			]);
			expect(description.defaultVersion).toBe(Math.max(...(description.version as number[])));
		}
	});
});
