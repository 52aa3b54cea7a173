const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const byId = (id) => document.getElementById(id);
let mails = [];
let shownId;
let asText = false;

function listEntry(mail) {
	const entry = document.createElement('button');
	entry.type = 'button';
	entry.toggleAttribute('aria-current', mail.id === shownId);
	for (const [name, text] of [
		['strong', mail.subject],
		['span', `To ${mail.to}`],
		['span', clock.format(new Date(mail.receivedAt))],
	]) {
		entry.append(Object.assign(document.createElement(name), { textContent: text }));
	}
	entry.addEventListener('click', () => {
		shownId = mail.id;
		show();
	});
	return entry;
}

function show() {
	const mail = mails.find(({ id }) => id === shownId) ?? mails[0];
	shownId = mail?.id;
	document.title = mails.length > 0 ? `Inbox (${mails.length})` : 'Inbox';
	byId('list').replaceChildren(...mails.map(listEntry));
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
	const newest = mails[0]?.id;
	mails = await (await fetch('/mails')).json();
	if (shownId === newest) shownId = mails[0]?.id;
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
new EventSource('/live').addEventListener('changed', refresh);
await refresh();
