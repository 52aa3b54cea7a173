import type { Context } from 'liquidjs';
import { TEMPLATE_LIMITS } from './templateLimits.ts';

/**
 * The limit of time of one rendering. LiquidJS looks at the clock alone: where others had the processor for a
 * second, a mail of three lines was refused. So once the time is over by the clock, what this thread has had
 * of the processor decides.
 */
export function renderTime(): Context['renderLimit'] {
	const begunAt = processorMs();
	let endsAt = performance.now() + TEMPLATE_LIMITS.renderMs;
	const limit = {
		check(now: number) {
			if (now <= endsAt) return;
			const left = TEMPLATE_LIMITS.renderMs - (processorMs() - begunAt);
			if (left <= 0) throw new Error('template render limit exceeded');
			endsAt = now + left;
		},
	};
	return limit as Context['renderLimit'];
}

/** Node.js tells it from version 23.9 on; before that, the clock has to do. */
function processorMs(): number {
	if (process.threadCpuUsage === undefined) return performance.now();
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1_000;
}
