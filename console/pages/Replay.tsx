import { useEffect, useState } from 'preact/hooks';
import type { Data, EventDetails, Replay as Replayed } from '../answers.ts';
import { post } from '../api.ts';
import { Doing, Notice, Section, Text } from '../parts.tsx';
import { shownText } from '../shownText.ts';

/** Delivers an event once more, after it has shown to which workflows, and what that does. */
export function Replay({ data, again }: { data: EventDetails; again: () => Promise<void> }) {
	const [preview, setPreview] = useState<Replayed | null>(null);
	const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
	const [sendAgain, setSendAgain] = useState(false);
	const address = `/events/${encodeURIComponent(data.item.event.id)}/replay`;
	useEffect(() => setPreview(null), [data.item.event.id]);

	if (preview === null) {
		return (
			<Section title="Deliver it once more">
				<p>Shows first which workflows would get it.</p>
				<Doing
					label="Look what it would do"
					run={async () => {
						const { data: told } = await post<Data<Replayed>>(address, { preview: true });
						setPreview(told);
						setChosen(new Set(told.workflows));
					}}
				/>
			</Section>
		);
	}
	const wanted = preview.workflows.filter((guid) => chosen.has(guid));
	return (
		<Section title="Deliver it once more">
			{preview.workflows.length === 0 && (
				<Notice tone="plain">No published workflow wants this event now.</Notice>
			)}
			{preview.underWay.length > 0 && (
				<p>
					{'Has it already, and does not get it twice: '}
					{preview.underWay.map((guid) => nameOf(data, guid)).join(', ')}
				</p>
			)}
			{preview.workflows.length > 0 && (
				<fieldset>
					<legend>These workflows would get it</legend>
					{preview.workflows.map((guid) => (
						<label key={guid} class="check">
							<input
								type="checkbox"
								checked={chosen.has(guid)}
								onChange={({ currentTarget: { checked } }) => {
									const next = new Set(chosen);
									if (checked) next.add(guid);
									else next.delete(guid);
									setChosen(next);
								}}
							/>
							<span>
								<Text of={nameOf(data, guid)} longest={100} />
								<SentBy data={data} guid={guid} sendAgain={sendAgain} />
							</span>
						</label>
					))}
					<label class="check">
						<input
							type="checkbox"
							checked={sendAgain}
							onChange={({ currentTarget }) => setSendAgain(currentTarget.checked)}
						/>
						Send again what was sent for this event already
					</label>
				</fieldset>
			)}
			{wanted.length > 0 && (
				<Doing
					label="Deliver it"
					kind="main"
					run={async () => {
						await post(address, { workflows: wanted, sendAgain });
						await again();
						setPreview(null);
					}}
				/>
			)}{' '}
			<button type="button" onClick={() => setPreview(null)}>
				Cancel
			</button>
		</Section>
	);
}

/** What a workflow has done for the event already. */
function SentBy({
	data,
	guid,
	sendAgain,
}: {
	data: EventDetails;
	guid: string;
	sendAgain: boolean;
}) {
	const done = data.actions.filter(
		({ workflow, outcome }) => workflow.guid === guid && outcome === 'done',
	).length;
	if (done === 0) return <span class="hint"> – has sent nothing for it yet</span>;
	return (
		<span class="hint">
			{` – has done ${done === 1 ? 'one thing' : `${done} things`} for it, which it ${sendAgain ? 'does again' : 'does not do again'}`}
		</span>
	);
}

function nameOf({ deliveries, notStarted }: EventDetails, guid: string): string {
	const known = [...deliveries, ...notStarted].find(({ workflow }) => workflow.guid === guid);
	return shownText(known?.workflow.name ?? 'A workflow that was published a moment ago', 100);
}
