import axios from 'axios';
import type { OpenLink } from '../../core/pauses/resumeWorkflow.ts';

const TIMEOUT_MS = 30_000;

/** Opens a resume link of this n8n. */
export const openLink: OpenLink = async (url) => {
	const { status } = await axios.get(url, {
		timeout: TIMEOUT_MS,
		maxRedirects: 0,
		validateStatus: () => true,
	});
	return status;
};
