import { useState } from 'preact/hooks';
import { CatchUpsPage } from './pages/CatchUpsPage.tsx';
import { DeadLettersPage } from './pages/DeadLettersPage.tsx';
import { EventPage } from './pages/EventPage.tsx';
import { EventsPage } from './pages/EventsPage.tsx';
import { OrderPage } from './pages/OrderPage.tsx';
import { PeoplePage } from './pages/PeoplePage.tsx';
import { RecipesPage } from './pages/RecipesPage.tsx';
import { StoresPage } from './pages/StoresPage.tsx';
import { TodayPage } from './pages/TodayPage.tsx';
import { ChangeWorkflowPage, NewWorkflowPage } from './pages/WorkflowFormPage.tsx';
import { WorkflowsPage } from './pages/WorkflowsPage.tsx';
import { Field, Heading } from './parts.tsx';
import { goTo, linkTo, useRoute, type Route } from './route.ts';

type PageOf = {
	readonly name: string;
	readonly title: string;
	readonly show: (route: Route) => preact.ComponentChild;
};

const PAGES: readonly PageOf[] = [
	{ name: 'today', title: 'Today', show: () => <TodayPage /> },
	{
		name: 'events',
		title: 'Events',
		show: ({ path: [, id], query }) =>
			id === undefined ? <EventsPage query={query} /> : <EventPage key={id} id={id} />,
	},
	{ name: 'dead-letters', title: 'Dead letters', show: () => <DeadLettersPage /> },
	{ name: 'stores', title: 'Stores', show: () => <StoresPage /> },
	{ name: 'recipes', title: 'Recipes', show: () => <RecipesPage /> },
	{
		name: 'workflows',
		title: 'Workflows',
		show: ({ path: [, id, type], query }) => {
			if (id === undefined) return <WorkflowsPage saved={query.get('saved')} />;
			return id === 'new' ? (
				<NewWorkflowPage key={type} type={type ?? ''} />
			) : (
				<ChangeWorkflowPage key={id} guid={id} />
			);
		},
	},
	{ name: 'catch-ups', title: 'Catch-ups', show: () => <CatchUpsPage /> },
	{ name: 'people', title: 'People', show: () => <PeoplePage /> },
];

/** Where the search leads. */
const ORDER: PageOf = {
	name: 'orders',
	title: 'Order',
	show: ({ path: [, number = ''] }) => <OrderPage key={number} number={number} />,
};

/** What stands around every page. */
export function Shell({ onSignOut }: { onSignOut: () => void }) {
	const route = useRoute();
	const name = route.path[0] || PAGES[0]!.name;
	const page = [...PAGES, ORDER].find((each) => each.name === name);
	return (
		<>
			<a
				class="skip"
				href="#main"
				onClick={(event) => {
					event.preventDefault();
					document.getElementById('main')?.focus();
				}}
			>
				Skip to the page
			</a>
			<header>
				<span class="brand">Commerce</span>
				<nav aria-label="Pages">
					{PAGES.map((each) => (
						<a
							key={each.name}
							href={linkTo([each.name])}
							aria-current={each.name === name ? 'page' : undefined}
						>
							{each.title}
						</a>
					))}
				</nav>
				<Search />
				<button type="button" class="quiet" onClick={onSignOut}>
					Sign out
				</button>
			</header>
			<main id="main" tabIndex={-1}>
				{page === undefined ? (
					<Heading title="Not found">There is no such page</Heading>
				) : (
					page.show(route)
				)}
			</main>
		</>
	);
}

/** Finds an order by its number. */
function Search() {
	const [wanted, setWanted] = useState('');
	return (
		<form
			role="search"
			onSubmit={(event) => {
				event.preventDefault();
				if (wanted.trim() !== '') goTo(['orders', wanted.trim()]);
			}}
		>
			<Field label="Order number">
				{(id) => (
					<input
						id={id}
						type="search"
						maxLength={100}
						value={wanted}
						onInput={(event) => setWanted(event.currentTarget.value)}
					/>
				)}
			</Field>
			<button>Find</button>
		</form>
	);
}
