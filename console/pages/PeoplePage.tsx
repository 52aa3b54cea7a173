import { useState } from 'preact/hooks';
import type { Data, Health, PushSubscription } from '../answers.ts';
import { Paged } from '../Paged.tsx';
import { Badge, Doing, Field, Heading, Moment, Section, Text, type Column } from '../parts.tsx';
import { useApi } from '../useApi.ts';

/** The browsers that asked for notifications. */
export function PeoplePage() {
	const { answer } = useApi<Data<Health>>('/health');
	const nameOf = (guid: string | null) =>
		answer?.data.integrations?.find((store) => store.guid === guid)?.name ?? null;
	const columns: ReadonlyArray<Column<PushSubscription>> = [
		{ head: 'Since', cell: ({ createdAt }) => <Moment at={createdAt} /> },
		{ head: 'Store', cell: ({ integration }) => <Text of={nameOf(integration)} longest={60} /> },
		{
			head: 'Customer',
			cell: ({ customerId }) => (customerId ? <Text of={customerId} longest={60} /> : 'Anybody'),
		},
		{ head: 'Browser of', cell: ({ service }) => <Text of={service} longest={60} /> },
		{
			head: 'State',
			cell: ({ failingSince }) =>
				failingSince ? (
					<>
						<Badge tone="bad">Not reached</Badge> since <Moment at={failingSince} />
					</>
				) : (
					<Badge tone="good">Subscribed</Badge>
				),
		},
	];
	return (
		<>
			<Heading title="People">People</Heading>
			<p class="hint">
				Browsers in which somebody pressed “Notify me”. One that is not reached for 30 days, or that
				has unsubscribed, is deleted.
			</p>
			<Paged<PushSubscription>
				path="/push/subscriptions"
				label="Subscriptions"
				columns={() => columns}
				rowKey={({ id }) => id}
				none="Nobody has asked for notifications yet."
			/>
			<NewKeys />
		</>
	);
}

type KeyPair = { readonly publicKey: string; readonly privateKey: string };

/** A VAPID pair for the credential, made in the browser: it is sent to nobody. */
function NewKeys() {
	const [pair, setPair] = useState<KeyPair | null>(null);
	return (
		<Section title="Keys for web push">
			<p class="hint">
				The credential Commerce Web Push API wants a pair of keys. Make one, and copy both into it:
				the console keeps neither. A pair is for good: with another one, everybody has to subscribe
				again.
			</p>
			<Doing label="Make a pair of keys" run={async () => setPair(await newPair())} />
			{pair &&
				(['publicKey', 'privateKey'] as const).map((name) => (
					<Field key={name} label={name === 'publicKey' ? 'Public Key' : 'Private Key'}>
						{(id) => (
							<input
								id={id}
								type="text"
								readOnly
								value={pair[name]}
								onFocus={({ currentTarget }) => currentTarget.select()}
							/>
						)}
					</Field>
				))}
		</Section>
	);
}

/** @see RFC 8292 section 3.2 */
async function newPair(): Promise<KeyPair> {
	const made = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
		'sign',
	]);
	const raw = new Uint8Array(await crypto.subtle.exportKey('raw', made.publicKey));
	const { d } = await crypto.subtle.exportKey('jwk', made.privateKey);
	const base64 = btoa(String.fromCharCode(...raw));
	const publicKey = base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
	return { publicKey, privateKey: d! };
}
