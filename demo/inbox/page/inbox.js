const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const byId = (id) => document.getElementById(id);
let mails = [];
let asText = false;
/** The mail that was chosen stands in the address, so that a phone's back button leads to the list. */
const chosenId = () => location.hash.slice(1);

function listEntry(mail, shown) {
	const entry = Object.assign(document.createElement('a'), { href: `#${mail.id}` });
	if (mail === shown) entry.setAttribute('aria-current', 'true');
	for (const [name, text] of [
		['strong', mail.subject],
		['span', `To ${mail.to}`],
		['span', clock.format(new Date(mail.receivedAt))],
	]) {
		entry.append(Object.assign(document.createElement(name), { textContent: text }));
	}
	return entry;
}

function show() {
	const chosen = mails.find(({ id }) => id === chosenId());
	// A narrow window shows the list until a mail is chosen; a wide one shows the newest beside it.
	const mail = chosen ?? mails[0];
	byId('mails').toggleAttribute('data-chosen', chosen !== undefined);
	document.title = mails.length > 0 ? `Inbox (${mails.length})` : 'Inbox';
	byId('list').replaceChildren(...mails.map((each) => listEntry(each, mail)));
	byId('empty').hidden = mail !== undefined;
	byId('mail').hidden = mail === undefined;
	if (mail === undefined) return;
	byId('subject').textContent = mail.subject;
	byId('people').textContent = `From ${mail.from} to ${mail.to}`;
	const textOnly = asText || mail.html === null;
	byId('as-html').setAttribute('aria-pressed', String(!textOnly));
	byId('as-text').setAttribute('aria-pressed', String(textOnly));
	byId('html').hidden = textOnly;
	byId('text').hidden = !textOnly;
	if (byId('html').dataset.mail !== mail.id) byId('html').srcdoc = mail.html ?? '';
	byId('html').dataset.mail = mail.id;
	byId('text').textContent = mail.text;
}

let asked = 0;
let shown = 0;

async function refresh() {
	const turn = (asked += 1);
	const read = await (await fetch('/mails')).json();
	// A late answer to an older question is not shown over a newer one.
	if (turn < shown) return;
	shown = turn;
	mails = read;
	show();
}

for (const [id, text] of [
	['as-html', false],
	['as-text', true],
]) {
	byId(id).addEventListener('click', () => {
		asText = text;
		show();
	});
}
byId('clear').addEventListener('click', () => fetch('/mails', { method: 'DELETE' }));
addEventListener('hashchange', show);
const live = new EventSource('/live');
live.addEventListener('changed', refresh);
// What came before the page was told of changes, as after the demo was started anew.
live.addEventListener('open', refresh);
await refresh();
