import { consoleLink, consoleSession } from './endpoints/console/passes.ts';
import {
	deleteDestination,
	getDestination,
	listDestinations,
	makeDestination,
	setDestination,
} from './endpoints/destinations/destinations.ts';
import { testDestination } from './endpoints/destinations/testDestination.ts';
import { activity } from './endpoints/events/activity.ts';
import { getEvent } from './endpoints/events/getEvent.ts';
import { listAlerts } from './endpoints/events/listAlerts.ts';
import { giveUpDeadLetters } from './endpoints/events/giveUpDeadLetters.ts';
import { getDeadLetter, listDeadLetters } from './endpoints/events/listDeadLetters.ts';
import { listEvents } from './endpoints/events/listEvents.ts';
import { orderTimeline } from './endpoints/events/orderTimeline.ts';
import { listRefusedMessages } from './endpoints/events/listRefusedMessages.ts';
import { listWaitingParcels } from './endpoints/events/listWaitingParcels.ts';
import { replayEvent } from './endpoints/events/replayEvent.ts';
import { retryAllDeadLetters } from './endpoints/events/retryAllDeadLetters.ts';
import { retryDeadLetter } from './endpoints/events/retryDeadLetter.ts';
import { getBrand, setBrand } from './endpoints/integrations/brand.ts';
import { configureProvider } from './endpoints/integrations/configureProvider.ts';
import { disableIntegration } from './endpoints/integrations/disableIntegration.ts';
import { enableIntegration } from './endpoints/integrations/enableIntegration.ts';
import { listImports } from './endpoints/integrations/listImports.ts';
import { getIntegration, listIntegrations } from './endpoints/integrations/listIntegrations.ts';
import { listProviders } from './endpoints/integrations/listProviders.ts';
import { removeIntegration } from './endpoints/integrations/removeIntegration.ts';
import { mcp } from './endpoints/mcp/mcp.ts';
import { listParcels, matchParcel, unmatchParcel } from './endpoints/parcels/parcels.ts';
import { forgetCustomer } from './endpoints/privacy/forgetCustomer.ts';
import { listSubscriptions } from './endpoints/push/listSubscriptions.ts';
import { pushPublicKey } from './endpoints/push/pushPublicKey.ts';
import { saveSubscription } from './endpoints/push/saveSubscription.ts';
import { serviceWorker, subscribeScript } from './endpoints/push/scripts.ts';
import { health } from './endpoints/service/health.ts';
import { metrics } from './endpoints/service/metrics.ts';
import { findOrder, findOrderPage } from './endpoints/tracking/findOrder.ts';
import { orderPage } from './endpoints/tracking/orderPage.ts';
import { openApiJson } from './endpoints/service/openApiJson.ts';
import { createToken, listApiTokens, revokeApiToken } from './endpoints/tokens/apiTokens.ts';
import {
	getCatchUp,
	listCatchUps,
	startCatchUp,
	stopCatchUp,
} from './endpoints/workflows/catchUps.ts';
import { configureWorkflow } from './endpoints/workflows/configureWorkflow.ts';
import { deleteWorkflow } from './endpoints/workflows/deleteWorkflow.ts';
import { dryRun } from './endpoints/workflows/dryRun.ts';
import { listRecipes, previewRecipe, useRecipe } from './endpoints/workflows/recipes.ts';
import { getWorkflow } from './endpoints/workflows/getWorkflow.ts';
import { listConfigured } from './endpoints/workflows/listConfigured.ts';
import { listExecutions } from './endpoints/workflows/listExecutions.ts';
import { listTriggers } from './endpoints/workflows/listTriggers.ts';
import { possibilities } from './endpoints/workflows/possibilities.ts';
import {
	getPause,
	listPauses,
	resumeAllPauses,
	resumePause,
} from './endpoints/workflows/pauses.ts';
import { resumeWorkflow } from './endpoints/workflows/resumeWorkflow.ts';
import {
	disableWorkflow,
	enableWorkflow,
	toggleWorkflow,
} from './endpoints/workflows/switchWorkflow.ts';
import type { Endpoint } from './http/endpoint.ts';

/** Every endpoint of the API, in the order of its documentation. */
export const ENDPOINTS: readonly Endpoint[] = [
	configureProvider,
	disableIntegration,
	enableIntegration,
	removeIntegration,
	listIntegrations,
	getIntegration,
	listImports,
	getBrand,
	setBrand,
	listProviders,
	listTriggers,
	possibilities,
	listConfigured,
	getWorkflow,
	configureWorkflow,
	listRecipes,
	useRecipe,
	previewRecipe,
	dryRun,
	startCatchUp,
	listCatchUps,
	getCatchUp,
	stopCatchUp,
	toggleWorkflow,
	enableWorkflow,
	disableWorkflow,
	deleteWorkflow,
	listExecutions,
	resumeWorkflow,
	listPauses,
	getPause,
	resumeAllPauses,
	resumePause,
	listEvents,
	getEvent,
	replayEvent,
	makeDestination,
	listDestinations,
	getDestination,
	setDestination,
	testDestination,
	deleteDestination,
	listDeadLetters,
	getDeadLetter,
	retryDeadLetter,
	retryAllDeadLetters,
	giveUpDeadLetters,
	listWaitingParcels,
	listParcels,
	matchParcel,
	unmatchParcel,
	listRefusedMessages,
	orderTimeline,
	listAlerts,
	activity,
	forgetCustomer,
	findOrderPage,
	findOrder,
	orderPage,
	saveSubscription,
	listSubscriptions,
	pushPublicKey,
	serviceWorker,
	subscribeScript,
	health,
	metrics,
	openApiJson(() => ENDPOINTS),
	mcp,
	createToken,
	listApiTokens,
	revokeApiToken,
	consoleSession,
	consoleLink,
];
