import type { ToldFailure } from './toldFailure.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long to wait before each further try, if nobody says otherwise: all of them together are a day. */
export const AUTOMATIC_DELAYS_MS: readonly number[] = [
	MINUTE_MS / 2,
	MINUTE_MS,
	5 * MINUTE_MS,
	15 * MINUTE_MS,
	30 * MINUTE_MS,
	HOUR_MS,
	2 * HOUR_MS,
	4 * HOUR_MS,
	8 * HOUR_MS,
	8 * HOUR_MS,
];
/** No try begins later than this after the first that failed. */
export const LONGEST_TRYING_MS = 24 * HOUR_MS;
/** So that what failed at the same moment does not come back at the same moment. */
const JITTER = 0.2;

/** A run that failed. */
export type FailedRun = {
	/** How many of the delivery's runs have failed, this one included. */
	readonly failures: number;
	/** When the first of them failed, epoch milliseconds. */
	readonly failingSince: number;
	/** Whether it had the items of one delivery only. */
	readonly isAlone: boolean;
	/** Whether n8n could not do it, which is no fault of the workflow. */
	readonly isRefused: boolean;
	/** What the action that failed has told; `null` where something else has. */
	readonly told: ToldFailure | null;
};

/** When a delivery is tried again, or why it is not. */
export type NextTry =
	| { readonly dueAt: number; readonly counts: boolean }
	| { readonly whyNot: string | null };

/**
 * What comes of a delivery whose run has failed.
 *
 * @param retries waiting times that somebody has chosen, for whatever fails; or `automatic`: what may pass, and
 *   where a further run does nothing twice
 * @param random between 0 and 1
 */
export function nextTry(
	retries: readonly number[] | 'automatic',
	run: FailedRun,
	nowMs: number,
	random: () => number,
): NextTry {
	const { failures, failingSince, isAlone, isRefused, told } = run;
	const isOver = nowMs - failingSince >= LONGEST_TRYING_MS;
	const notBefore = told?.notBefore ?? 0;
	if (told?.isLeftAlone && told.obstacle === null && !isOver) {
		return { dueAt: nowMs + jittered(Math.max(0, notBefore - nowMs), random, 0), counts: false };
	}
	if (retries !== 'automatic') {
		const delayMs = retries[failures - 1];
		if (delayMs === undefined) return { whyNot: null };
		// Of a destination: a workflow may have done something in between, and keeps to what was chosen.
		return { dueAt: Math.max(isRefused ? notBefore : 0, nowMs + delayMs), counts: true };
	}
	const whyNot = isRefused ? null : obstacleOf(told, isAlone);
	if (whyNot !== null) return { whyNot };
	const delayMs = AUTOMATIC_DELAYS_MS[failures - 1];
	if (delayMs === undefined || isOver) {
		return { whyNot: 'It was tried again for a day, in vain.' };
	}
	return { dueAt: Math.max(notBefore, nowMs + jittered(delayMs, random)), counts: true };
}

/** Of several events only the one that failed is at fault: alone, the others go through, and it tells of itself. */
function obstacleOf(told: ToldFailure | null, isAlone: boolean): string | null {
	if (told === null) {
		return 'It is not tried again by itself: that is done where an action of the Commerce nodes fails for a reason that may pass.';
	}
	if (told.obstacle !== null) return told.obstacle;
	if (told.isPassing || !isAlone) return null;
	return 'It is not tried again by itself: this does not pass by itself.';
}

/** A time, a little longer or shorter by chance. */
function jittered(delayMs: number, random: () => number, shorter = JITTER): number {
	return Math.round(delayMs * (1 - shorter + (shorter + JITTER) * random()));
}
