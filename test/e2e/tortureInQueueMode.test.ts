import { shortTorture } from '../support/shortTorture.ts';

describe('torture in queue mode, in its short form', () => {
	shortTorture('queue');
});
