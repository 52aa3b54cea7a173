import type { Kysely } from 'kysely';
import type { Dialect } from '../dialects/dialect.ts';
import { initial } from './0001Initial.ts';
import { storeSide } from './0002StoreSide.ts';
import { otherActions } from './0003OtherActions.ts';
import { restApi } from './0004RestApi.ts';
import { toldAt } from './0005ToldAt.ts';
import { holders } from './0006Holders.ts';
import { waitingParcels } from './0007WaitingParcels.ts';
import { pushFailures } from './0008PushFailures.ts';
import { oneConnection } from './0009OneConnection.ts';
import { madeWorkflows } from './0010MadeWorkflows.ts';
import { oddOrders } from './0011OddOrders.ts';
import { shopWords } from './0012ShopWords.ts';
import { leases } from './0013Leases.ts';
import { openDeliveries } from './0014OpenDeliveries.ts';
import { outcomes } from './0015Outcomes.ts';
import { alerts } from './0016Alerts.ts';
import { retries } from './0017Retries.ts';
import { catchUps } from './0018CatchUps.ts';
import { importRuns } from './0019ImportRuns.ts';
import { expiringKeys } from './0020ExpiringKeys.ts';
import { failedActions } from './0021FailedActions.ts';
import { namedOrders } from './0022NamedOrders.ts';
import { eventSkus } from './0023EventSkus.ts';
import { eventsByType } from './0024EventsByType.ts';
import { importFindings } from './0025ImportFindings.ts';
import { brands } from './0026Brands.ts';
import { storeCredentials } from './0027StoreCredentials.ts';
import { answeredRequests } from './0028AnsweredRequests.ts';
import { eventFeed } from './0029EventFeed.ts';
import { apiTokens } from './0030ApiTokens.ts';
import { pendingReads } from './0031PendingReads.ts';
import { trackingKeys } from './0032TrackingKeys.ts';
import { destinations } from './0033Destinations.ts';
import { watchedParcels } from './0034WatchedParcels.ts';
import { joinedParcels } from './0035JoinedParcels.ts';
import { keysForTests } from './0036KeysForTests.ts';

export type Migration = (db: Kysely<never>, dialect: Dialect) => Promise<void>;

/** Append only. The position is the version: the first is version 1. */
export const MIGRATIONS: readonly Migration[] = [
	initial,
	storeSide,
	otherActions,
	restApi,
	toldAt,
	holders,
	waitingParcels,
	pushFailures,
	oneConnection,
	madeWorkflows,
	oddOrders,
	shopWords,
	leases,
	openDeliveries,
	outcomes,
	alerts,
	retries,
	catchUps,
	importRuns,
	expiringKeys,
	failedActions,
	namedOrders,
	eventSkus,
	eventsByType,
	importFindings,
	brands,
	storeCredentials,
	answeredRequests,
	eventFeed,
	apiTokens,
	pendingReads,
	trackingKeys,
	destinations,
	watchedParcels,
	joinedParcels,
	keysForTests,
];
