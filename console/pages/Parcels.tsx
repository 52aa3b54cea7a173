import { useState } from 'preact/hooks';
import type { CarrierParcel, Page, StoreHealth } from '../answers.ts';
import { Failure, get, post } from '../api.ts';
import { Paged } from '../Paged.tsx';
import {
	Answer,
	Choice,
	Doing,
	Field,
	Moment,
	Notice,
	Section,
	Table,
	Text,
	type Column,
} from '../parts.tsx';
import { linkTo } from '../route.ts';
import { shownText } from '../shownText.ts';
import { useRead } from '../useApi.ts';

/** Of each list; older ones come up as these get their order. */
const MOST = 50;

/** Carriers' parcels: those whose order is not known or was said by a person, and those whose order was found. */
export function Parcels({ stores }: { stores: readonly StoreHealth[] }) {
	// A carrier has no orders.
	const shops = stores.filter(({ providerType }) => providerType !== 'shipping');
	const [isFound, setIsFound] = useState(false);
	const [said, setSaid] = useState('');
	return (
		<Section title="Carriers' parcels">
			<div class="filters">
				<Choice
					label="Show parcels"
					value={isFound ? 'found' : 'open'}
					options={[
						['open', 'Without an order'],
						['found', 'With the order that was found'],
					]}
					onChoose={(value) => {
						setIsFound(value === 'found');
						setSaid('');
					}}
				/>
			</div>
			{said && <Notice tone="good">{shownText(said)}</Notice>}
			{isFound ? (
				<Found shops={shops} say={setSaid} />
			) : (
				<WithoutOrder shops={shops} say={setSaid} />
			)}
		</Section>
	);
}

type Shown = {
	readonly shops: readonly StoreHealth[];
	/** Says what was done. */
	readonly say: (text: string) => void;
};

/** Those whose order is not known, and those of which a person has said which it is. */
function WithoutOrder({ shops, say }: Shown) {
	const read = useRead('/parcels', listed);
	const done = async (text: string) => {
		say(text);
		await read.again();
	};
	return (
		<>
			<p class="hint">
				{`What carriers tell of a parcel reaches your customer through its order. Those that found none in the last 30 days are here, the newest ${MOST}; below them the newest ${MOST} to which somebody has given one.`}
			</p>
			<Answer of={read}>
				{(parcels) => (
					<Table
						label="Parcels without an order"
						columns={columnsOf(shops, done)}
						rows={parcels}
						rowKey={({ id }) => id}
						none="There are none."
					/>
				)}
			</Answer>
		</>
	);
}

/** Those whose order was found by itself. */
const Found = ({ shops, say }: Shown) => (
	<>
		<p class="hint">
			What carriers tell of these parcels reaches the customers of their orders. Take back an order
			that is the wrong one: the parcel then stands under those without an order, where you say
			which it is.
		</p>
		<Paged<CarrierParcel>
			path={`/parcels?matched=found&limit=${MOST}`}
			label="Parcels with their order"
			columns={(read) =>
				columnsOf(shops, async (text) => {
					say(text);
					await read.again();
				})
			}
			rowKey={({ id }) => id}
			none="No parcel has found its order so far."
		/>
	</>
);

/** One that is given its order meanwhile is in both lists: the later one, that of persons, is right. */
async function listed(): Promise<readonly CarrierParcel[]> {
	const without = await get<Page<CarrierParcel>>(`/parcels?limit=${MOST}`);
	const byHand = await get<Page<CarrierParcel>>(`/parcels?matched=by_hand&limit=${MOST}`);
	return [...new Map([...without.data, ...byHand.data].map((row) => [row.id, row])).values()];
}

const columnsOf = (
	shops: readonly StoreHealth[],
	done: (text: string) => Promise<void>,
): ReadonlyArray<Column<CarrierParcel>> => [
	{ head: 'Since', cell: ({ since }) => <Moment at={since} /> },
	{
		head: 'Parcel',
		cell: (parcel) => (
			<>
				<Text of={nameOf(parcel)} longest={100} />{' '}
				{parcel.carrier && <Text of={parcel.carrier} longest={60} />}
			</>
		),
	},
	{ head: 'Told by', cell: ({ integration }) => <Text of={integration.name} longest={60} /> },
	{
		head: 'Its order',
		cell: (parcel) =>
			parcel.order === null ? (
				<>
					<Text of={parcel.message} longest={500} />
					<GiveOrder to={parcel} shops={shops} done={done} />
				</>
			) : (
				<>
					<OrderLink of={parcel.order} />{' '}
					<Doing
						label="Take back"
						ask="What this parcel has already started stays as it is. What is told of it from then on reaches no order."
						run={async () => {
							await post(`/parcels/${parcel.id}/unmatch`);
							await done(`Parcel ${nameOf(parcel)} belongs to no order.`);
						}}
					/>
				</>
			),
	},
];

const nameOf = ({ trackingNumber, shipmentId }: CarrierParcel) => trackingNumber ?? shipmentId;

const OrderLink = ({ of: { id, number, integration } }: { of: CarrierParcel['order'] & {} }) => (
	<>
		{number === null ? (
			<Text of={id} longest={100} />
		) : (
			<a href={linkTo(['orders', number])}>
				<Text of={number} longest={100} />
			</a>
		)}{' '}
		<Text of={integration.name} longest={60} />
	</>
);

type By = 'orderNumber' | 'orderId';

/** Says which order a parcel belongs to. */
function GiveOrder({
	to: parcel,
	shops,
	done,
}: {
	to: CarrierParcel;
	shops: readonly StoreHealth[];
	done: (text: string) => Promise<void>;
}) {
	const [chosen, setChosen] = useState('');
	const [by, setBy] = useState<By>('orderNumber');
	const [order, setOrder] = useState('');
	const guid = chosen || (shops.length === 1 ? shops[0]!.guid : '');
	return (
		<details class="give-order">
			<summary>
				Say which it is<span class="unseen">{`: parcel ${shownText(nameOf(parcel), 100)}`}</span>
			</summary>
			<form class="line" onSubmit={(event) => event.preventDefault()}>
				<Choice
					label="Store"
					value={guid}
					options={[
						...(shops.length === 1 ? [] : [['', 'Choose'] as const]),
						...shops.map(
							({ guid: each, name, providerName }) => [each, `${name} (${providerName})`] as const,
						),
					]}
					onChoose={setChosen}
				/>
				<Choice
					label="Known by"
					value={by}
					options={[
						['orderNumber', 'Its number'],
						['orderId', 'Its id in the store'],
					]}
					onChoose={(value) => setBy(value as By)}
				/>
				<Field label={by === 'orderNumber' ? 'Number of the order' : 'Id of the order'}>
					{(id) => (
						<input
							id={id}
							autocomplete="off"
							maxLength={by === 'orderNumber' ? 100 : 200}
							value={order}
							onInput={({ currentTarget }) => setOrder(currentTarget.value)}
						/>
					)}
				</Field>
				<Doing
					label="This is its order"
					kind="main"
					run={async () => {
						const wanted = order.trim();
						if (guid === '') throw new Failure(-1, 'Choose the store of the order first.');
						if (wanted === '') throw new Failure(-1, 'Enter the order first.');
						await post(`/parcels/${parcel.id}/match`, { integration: guid, [by]: wanted });
						await done(`Parcel ${nameOf(parcel)} has its order now: ${wanted}.`);
					}}
				/>
			</form>
		</details>
	);
}
