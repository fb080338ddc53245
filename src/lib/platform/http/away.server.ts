import { unavailable, type Refusal } from '../refusal.ts';

/** When it is worth trying again. */
export const AWAY_RETRY_SECONDS = 30;

/** What people read while the database cannot be reached. */
export function databaseAway(): Refusal {
	return unavailable(
		'El servicio no puede guardar ni leer datos en este momento. Lo que ya se guardó está a salvo; vuelva a intentarlo en un minuto.',
		AWAY_RETRY_SECONDS,
	);
}
