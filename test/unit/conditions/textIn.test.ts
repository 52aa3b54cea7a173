import { textIn } from '../../../engine/conditions/values.ts';
import { processorMs } from '../../support/processorMs.ts';

describe('the text that conditions compare', () => {
	it('is the same however an accent is stored and whatever the case', () => {
		expect(textIn('Cafe\u0301')).toBe('café');
		expect(textIn('CAFÉ')).toBe('café');
	});

	it('takes no longer for two million accents upon one letter than for two million letters', () => {
		const took = (text: string) => {
			const before = processorMs();
			textIn(text);
			return processorMs() - before;
		};
		took('x'.repeat(2_000_000));
		expect(took('\u0316\u0301'.repeat(1_000_000))).toBeLessThan(500);
	});
});
