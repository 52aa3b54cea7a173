import { NodeOperationError, type ITriggerFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import { ALERT_KIND_CODES, DAILY_DIGEST } from '../../engine/alerts/alertKinds.ts';
import { ENDED_CODE } from '../../engine/alerts/alertNotice.ts';
import {
	DEFAULT_DELIVERY_OPTIONS,
	subscriptionId,
	type AnySubscription,
	type DeliveryOptions,
} from '../../engine/deliveries/subscription.ts';
import type { DigestTime } from '../../engine/digest/digestDay.ts';
import { digestCode, USUAL_HOUR } from '../../engine/digest/digestCode.ts';
import { isTimeZone } from '../../engine/templates/isTimeZone.ts';

const kindsSchema = z.array(z.enum([...ALERT_KIND_CODES, DAILY_DIGEST.kind]));
const hourSchema = z.int().min(0).max(23);
const guidsSchema = z.array(z.string());

/**
 * Reads the form of an alert trigger.
 *
 * @throws NodeOperationError naming the field as the form shows it
 */
export function readAlertSubscription(
	context: ITriggerFunctions,
	space: string,
): { subscription: AnySubscription; options: DeliveryOptions } {
	const workflow = context.getWorkflow();
	const node = context.getNode();
	const kinds = kindsSchema.safeParse(context.getNodeParameter('kinds', []));
	if (!kinds.success) {
		throw new NodeOperationError(node, 'Something chosen under "Alerts" is no kind of alert', {
			description: 'Choose entries of the list, or none for all of them.',
		});
	}
	const alerts = kinds.data.filter((kind) => kind !== DAILY_DIGEST.kind);
	const wantsDigest = alerts.length < kinds.data.length;
	const guids = guidsSchema.parse(context.getNodeParameter('integrations', []));
	const whenEnded = context.getNodeParameter('whenEnded', false) === true;
	return {
		subscription: {
			id: subscriptionId(workflow.id ?? '', node.id),
			space,
			workflowId: workflow.id ?? '',
			workflowName: workflow.name ?? '',
			nodeName: node.name,
			entityType: 'Alert',
			codes: [
				...(kinds.data.length === 0 ? ALERT_KIND_CODES : alerts),
				...(wantsDigest ? [digestCode(digestTime(context))] : []),
				...(whenEnded ? [ENDED_CODE] : []),
			],
			integrations: guids.length === 0 ? null : guids,
			conditions: null,
			includeRaw: false,
			includeOwnUpdates: false,
		},
		// An alert that nobody hears of is none: a failed run is tried again.
		options: { ...DEFAULT_DELIVERY_OPTIONS, acknowledge: 'executionFinishesSuccessfully' },
	};
}

function digestTime(context: ITriggerFunctions): DigestTime {
	const node = context.getNode();
	const hour = hourSchema.safeParse(context.getNodeParameter('hour', USUAL_HOUR));
	if (!hour.success) {
		throw new NodeOperationError(node, 'The "Hour of the Digest" is no hour of a day', {
			description: 'Enter a whole number from 0 to 23.',
		});
	}
	const timeZone = context.getTimezone();
	if (isTimeZone(timeZone)) return { hour: hour.data, timeZone };
	throw new NodeOperationError(
		node,
		`The time zone "${timeZone.slice(0, 100)}" of the workflow is not known`,
		{ description: 'Choose one under "Settings > Timezone" of the workflow, and save it.' },
	);
}
