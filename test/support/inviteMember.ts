import { connectToN8n, type N8nClient, type Owner } from '../../demo/n8n/n8nClient.ts';

const MEMBER: Owner = { email: 'second@example.com', password: 'Second-user-1' };

/** A second user of an n8n, as its owner invites one: a member without rights over others' things. */
export async function inviteMember(
	owner: N8nClient & { readonly url: string },
): Promise<N8nClient> {
	const [{ user }] = await owner.rest<[{ user: { id: string } }]>('POST', '/invitations', [
		{ email: MEMBER.email, role: 'global:member' },
	]);
	const { link } = await owner.rest<{ link: string }>('POST', `/users/${user.id}/invite-link`, {});
	const accepted = await fetch(`${owner.url}/rest/invitations/accept`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({
			token: new URL(link).searchParams.get('token'),
			firstName: 'Second',
			lastName: 'User',
			password: MEMBER.password,
		}),
	});
	if (accepted.status !== 200)
		throw new Error(`n8n answered ${accepted.status} to the new member.`);
	return await connectToN8n(owner.url, MEMBER, 'Key of the second');
}
