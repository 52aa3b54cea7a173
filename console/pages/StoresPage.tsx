import { useState } from 'preact/hooks';
import type { Data, Forgotten, Health, RefusedMessage, StoreHealth } from '../answers.ts';
import { post } from '../api.ts';
import { Paged } from '../Paged.tsx';
import {
	Answer,
	Badge,
	Doing,
	Field,
	Heading,
	Moment,
	Notice,
	Section,
	Text,
	type Column,
} from '../parts.tsx';
import { shownText } from '../shownText.ts';
import { useApi } from '../useApi.ts';
import { BrandOf } from './Brand.tsx';
import { Imports } from './Imports.tsx';
import { Parcels } from './Parcels.tsx';

/** How each store is, and what came of it and was refused. */
export function StoresPage() {
	const read = useApi<Data<Health>>('/health');
	return (
		<>
			<Heading title="Stores">Stores</Heading>
			<Answer of={read}>
				{({ data }) =>
					data.integrations?.length ? (
						<>
							{data.integrations.map((store) => (
								<Store
									key={store.guid}
									of={store}
									isTroubled={isTroubled(data, store)}
									again={read.again}
								/>
							))}
							<Parcels stores={data.integrations} />
						</>
					) : (
						<p class="none">No store is connected yet.</p>
					)
				}
			</Answer>
		</>
	);
}

function Store({
	of: store,
	isTroubled,
	again,
}: {
	of: StoreHealth;
	isTroubled: boolean;
	again: () => Promise<void>;
}) {
	const { guid, name, status, refused, oddOrders } = store;
	const isOn = status === 'active';
	return (
		<Section title={shownText(name, 100)}>
			{refused && (
				<Notice tone="bad">
					{`Its messages are refused (${refused.count} in 24 hours, none accepted since): `}
					<Text of={refused.reason} />
				</Notice>
			)}
			{store.lastError && (
				<Notice tone="bad">
					<Text of={store.lastError} longest={1_000} />
				</Notice>
			)}
			{store.addressToEnter && (
				<Notice tone="waiting">
					{'It reports nothing by itself until somebody enters an address there. '}
					<Text of={store.addressToEnter.whatToDo} longest={500} />{' '}
					<code>
						<Text of={store.addressToEnter.url} longest={500} />
					</code>
				</Notice>
			)}
			<dl class="facts">
				<dt>Kind</dt>
				<dd>
					<Text of={store.providerName} />
				</dd>
				<dt>State</dt>
				<dd>
					<StoreState of={store} isTroubled={isTroubled} />
				</dd>
				<dt>{store.polling ? 'How it reports' : 'Last message'}</dt>
				<dd>{store.polling ? <Text of={store.polling} /> : <Moment at={store.lastMessageAt} />}</dd>
				<dt>Last event</dt>
				<dd>
					<Moment at={store.lastEventAt} />
				</dd>
				{oddOrders.count > 0 && (
					<>
						<dt>Odd amounts</dt>
						<dd>
							{`${oddOrders.count} orders have amounts that do not make their total, the last one `}
							<Text of={oddOrders.last} longest={60} />
						</dd>
					</>
				)}
			</dl>
			<Doing
				label={isOn ? 'Pause' : 'Go on'}
				{...(isOn && {
					ask: store.polling
						? 'Takes nothing from it until it goes on.'
						: 'Takes its webhooks out of the store, and takes nothing from it until it goes on.',
				})}
				run={async () => {
					await post(`/integrations/provider/${isOn ? 'disable' : 'enable'}/${guid}`);
					await again();
				}}
			/>
			<BrandOf guid={guid} name={shownText(name, 100)} />
			<Imports guid={guid} name={shownText(name, 100)} isPolled={store.polling !== null} />
			<h3>Messages that were refused</h3>
			<Paged<RefusedMessage>
				path={`/messages/refused?integration=${guid}&limit=20`}
				label={`Refused messages of ${shownText(name, 100)}`}
				columns={() => REFUSED}
				rowKey={(row) => `${row.lastAt} ${row.outcome} ${row.topic} ${row.reason}`}
				none="None in the last 14 days."
			/>
			<Forget guid={guid} />
		</Section>
	);
}

/** Whether an alert about a store is open because of which the service is degraded. */
export const isTroubled = ({ problems = [] }: Health, { guid }: StoreHealth): boolean =>
	problems.some(({ integration, isDegrading }) => integration === guid && isDegrading);

/** In a word how a store is. */
export function StoreState({
	of: { status, refused, lastError, addressToEnter },
	isTroubled: isIll,
}: {
	of: StoreHealth;
	isTroubled: boolean;
}) {
	if (status !== 'active') return <Badge tone="plain">Paused</Badge>;
	if (refused) return <Badge tone="bad">Refused</Badge>;
	if (lastError || isIll) return <Badge tone="bad">Not well</Badge>;
	if (addressToEnter) return <Badge tone="waiting">Address to enter</Badge>;
	return <Badge tone="good">Connected</Badge>;
}

const REFUSED: ReadonlyArray<Column<RefusedMessage>> = [
	{ head: 'Last', cell: ({ lastAt }) => <Moment at={lastAt} /> },
	{ head: 'Times', cell: ({ count }) => count },
	{ head: 'Topic', cell: ({ topic }) => <Text of={topic} longest={100} /> },
	{ head: 'Why', cell: ({ reason }) => <Text of={reason} /> },
	{
		head: 'Begins with',
		cell: ({ excerpt }) => (
			<code>
				<Text of={excerpt} longest={200} />
			</code>
		),
	},
];

/** Removes a person from what is kept of a store. */
function Forget({ guid }: { guid: string }) {
	const [email, setEmail] = useState('');
	return (
		<>
			<h3>Forget a customer</h3>
			<form class="line" onSubmit={(event) => event.preventDefault()}>
				<Field label="E-mail address">
					{(id) => (
						<input
							id={id}
							type="email"
							autocomplete="off"
							value={email}
							onInput={({ currentTarget }) => setEmail(currentTarget.value)}
						/>
					)}
				</Field>
				<Doing
					label="Forget"
					kind="danger"
					ask={`Deletes the account and its events, and everything personal in orders and shipments. It cannot be taken back.`}
					run={async () => {
						const { data } = await post<Data<Forgotten>>('/privacy/forget-customer', {
							integration: guid,
							email: email.trim(),
						});
						setEmail('');
						return `Forgotten: ${data.snapshots} entities, ${data.events} events, ${data.pushSubscriptions} subscriptions.`;
					}}
				/>
			</form>
		</>
	);
}
