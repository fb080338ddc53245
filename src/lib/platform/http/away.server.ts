import { unavailable, type Refusal } from '../refusal.ts';

/** What people read while the database cannot be reached. */
export function databaseAway(): Refusal {
	return unavailable(
		'El servicio no puede guardar ni leer datos en este momento. Lo que ya se guardó está a salvo; vuelva a intentarlo en un minuto.',
	);
}
