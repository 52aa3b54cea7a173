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

async function refresh() {
	mails = await (await fetch('/mails')).json();
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
new EventSource('/live').addEventListener('changed', refresh);
await refresh();
