import { z } from 'zod/v4';

/** Shorter ones are guessed. */
const SHORTEST_TOKEN = 16;
const TOO_SHORT = `API Token needs at least ${SHORTEST_TOKEN} characters.`;

/** The field of the credential `commerceApi` with which callers of the REST API show who they are. */
export const apiToken = z.string(TOO_SHORT).trim().min(SHORTEST_TOKEN, TOO_SHORT);
