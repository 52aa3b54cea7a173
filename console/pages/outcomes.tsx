import type { Action, Attempt, Delivery, ToldMessage } from '../answers.ts';
import { Badge, InN8n, Moment, Text, type Tone } from '../parts.tsx';

/** What came of things, in words for the merchant. */

const DELIVERY: Readonly<Record<Delivery['status'], readonly [Tone, string]>> = {
	waiting: ['waiting', 'Waiting'],
	claimed: ['waiting', 'Running'],
	delivered: ['good', 'Done'],
	dropped: ['plain', 'Dropped'],
	dead: ['bad', 'Given up'],
};

const ATTEMPT: Readonly<Record<string, readonly [Tone, string]>> = {
	done: ['good', 'Done'],
	failed: ['bad', 'Failed'],
	lost: ['bad', 'Cut off with n8n'],
	postponed: ['waiting', 'Put off'],
};

const ACTION: Readonly<Record<Action['outcome'], readonly [Tone, string]>> = {
	done: ['good', 'Done'],
	skipped: ['plain', 'Skipped'],
	failed: ['bad', 'Failed'],
};

const MESSAGE: Readonly<Record<ToldMessage['outcome'], readonly [Tone, string]>> = {
	would_send: ['good', 'Would send'],
	skipped: ['plain', 'Would be skipped'],
	failed: ['bad', 'Would fail'],
	unknown: ['waiting', 'Not known'],
};

const KIND: Readonly<Record<string, string>> = {
	email: 'E-mail',
	push: 'Notification',
	webhook: 'Webhook',
	update: 'Status',
	store: 'Store',
};

const badge = ([tone, text]: readonly [Tone, string]) => <Badge tone={tone}>{text}</Badge>;

export const DeliveryStatus = ({ status }: { status: Delivery['status'] }) =>
	badge(DELIVERY[status] ?? ['plain', status]);

export const AttemptOutcome = ({ outcome }: Pick<Attempt, 'outcome'>) =>
	badge(ATTEMPT[outcome] ?? ['plain', outcome]);

export const ActionOutcome = ({ outcome }: Pick<Action, 'outcome'>) =>
	badge(ACTION[outcome] ?? ['plain', outcome]);

export const messageOutcome = (outcome: ToldMessage['outcome']) =>
	badge(MESSAGE[outcome] ?? ['plain', outcome]);

export const actionName = (action: string) => KIND[action] ?? action;

/** One try, in a line. */
export const AttemptLine = ({
	of: each,
	isWithTime = true,
}: {
	of: Attempt;
	isWithTime?: boolean;
}) => (
	<>
		{isWithTime && <Moment at={each.startedAt} />} <AttemptOutcome outcome={each.outcome} />
		{each.node && (
			<>
				{' at '}
				<Text of={each.node} longest={80} />
			</>
		)}
		{each.executionUrl && (
			<>
				{' '}
				<InN8n url={each.executionUrl}>Run</InN8n>
			</>
		)}
		{each.error && (
			<p class="said">
				<Text of={each.error} longest={1_000} />
			</p>
		)}
	</>
);

/** Why a workflow does not start. */
export const Reasons = ({ of: reasons }: { of: ReadonlyArray<{ readonly text: string }> }) => (
	<ul class="reasons">
		{reasons.map(({ text }) => (
			<li key={text}>
				<Text of={text} longest={1_000} />
			</li>
		))}
	</ul>
);
