export { startInbox, type Inbox, type Mail } from '../../demo/inbox/startInbox.ts';
