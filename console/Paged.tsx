import type { ComponentChildren } from 'preact';
import { get } from './api.ts';
import type { Page } from './answers.ts';
import { Answer, Doing, Table, type Column } from './parts.tsx';
import { useApi, useStateOf, type Read } from './useApi.ts';

/** A list of the API: its first page, which is looked for again and again, and further ones when asked for. */
export function Paged<T>({
	path,
	above,
	children,
	...table
}: {
	/** Without a cursor. */
	path: string;
	/** What is shown above the list, of its first page. */
	above?: (rows: readonly T[]) => ComponentChildren;
	label: string;
	columns: (read: Read<Page<T>>) => ReadonlyArray<Column<T>>;
	rowKey: (row: T, index: number) => string;
	none: string;
	/** What can be done with all of it, where there is any. */
	children?: (read: Read<Page<T>>) => ComponentChildren;
}) {
	const first = useApi<Page<T>>(path);
	// Of this first page alone: what has moved on to the second one is not shown twice, nor left out.
	const [further, setFurther] = useStateOf<Page<T> | null>(first.answer, null);
	return (
		<Answer of={first}>
			{(shown) => {
				const { nextCursor } = further ?? shown;
				return (
					<>
						{above?.(shown.data)}
						<Table
							{...table}
							columns={table.columns(first)}
							// A page of a list that is looked through by and by may be empty.
							none={nextCursor === null ? table.none : 'None so far.'}
							rows={[...shown.data, ...(further?.data ?? [])]}
						/>
						{nextCursor !== null && (
							<Doing
								label="Show more"
								run={async () => {
									const cursor = `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(nextCursor)}`;
									const next = await get<Page<T>>(path + cursor);
									setFurther({ ...next, data: [...(further?.data ?? []), ...next.data] });
								}}
							/>
						)}
						{shown.data.length > 0 && children?.(first)}
					</>
				);
			}}
		</Answer>
	);
}
