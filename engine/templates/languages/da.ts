import type { Texts } from './texts.ts';

export const DA: Texts = {
	colon: ': ',
	greeting: 'Hej[ {firstName}]!',
	news: {
		fromShop: 'Nyt[ fra {shop}]',
		order: 'Der er nyt om din bestilling.',
		parcel: 'Der er nyt om din pakke.',
	},
	footer: {
		order: 'Denne mail handler om en bestilling[ hos {shop}].',
		account: 'Denne mail handler om en kundekonto[ hos {shop}].',
		other: '[Sendt af {shop}.|Denne mail er sendt automatisk.]',
	},
	item: 'Vare',
	sums: {
		subtotal: 'Subtotal',
		discount: 'Rabat',
		discountOf: 'Rabat ({code})',
		fee: 'Gebyr',
		shipping: 'Fragt',
		tip: 'Drikkepenge',
		rounding: 'Afrunding',
		tax: 'Moms',
	},
	lines: {
		inShipment: 'I denne forsendelse',
		free: 'Gratis',
		total: 'I alt',
		includedTax: 'Heraf moms',
	},
	labels: {
		order: 'Bestilling',
		placedOn: 'Bestilt den',
		payment: 'Betaling',
		shipping: 'Fragt',
		status: 'Status',
		statusBefore: 'Før',
		carrier: 'Transportør',
		service: 'Fragttype',
		trackingNumber: 'Trackingnummer',
		expected: 'Forventes',
		delivered: 'Leveret',
		refund: 'Refusion',
		refundedInTotal: 'Refunderet i alt',
		orderTotal: 'Bestillingens total',
		paidWith: 'Betalt med',
	},
	deliveryAddress: 'Leveringsadresse',
	parcels: { one: '{count} pakke', other: '{count} pakker' },
	buttons: { order: 'Se din bestilling', track: 'Følg din pakke', shop: 'Besøg butikken' },
	orderConfirmation: {
		subject: 'Tak for din bestilling[ {orderNumber}]',
		heading: 'Tak for din bestilling',
		received: 'Vi har modtaget din bestilling[ {orderNumber}].',
		receivedToShip:
			'Vi har modtaget din bestilling[ {orderNumber}] og giver dig besked, når den bliver sendt.',
	},
	orderStatusUpdate: {
		subject: '[Din bestilling {orderNumber}|Nyt om din bestilling][: {status}]',
		heading: '[{status}|Nyt om din bestilling]',
	},
	parcelStatusUpdate: {
		subject: '[Din pakke til bestilling {orderNumber}|Nyt om din pakke][: {status}]',
		heading: '[{status}|Nyt om din pakke]',
	},
	shippingConfirmation: {
		subject: 'Din bestilling[ {orderNumber}] er sendt',
		preheader: 'På vej til dig[ med {carrier}].',
		heading: 'Din bestilling er på vej',
		shipped: 'Gode nyheder: Din bestilling[ {orderNumber}] er sendt[ med {carrier}].',
	},
	outForDelivery: {
		subject: 'Ude til levering: din bestilling[ {orderNumber}]',
		preheader: {
			one: '[{carrier}|Transportøren] er på vej med din pakke.',
			other: '[{carrier}|Transportøren] er på vej med dine pakker.',
		},
		heading: 'Ude til levering',
		onVehicle:
			'Din bestilling[ {orderNumber}] er læsset på leveringsbilen[ fra {carrier}] og er snart hos dig.',
	},
	deliveryConfirmation: {
		subject: 'Din bestilling[ {orderNumber}] er leveret',
		preheader: {
			one: 'Din pakke er kommet frem. Vi håber, du bliver glad for den.',
			other: 'Dine pakker er kommet frem. Vi håber, du bliver glad for dem.',
		},
		heading: 'Din bestilling er leveret',
		delivered: 'Din bestilling[ {orderNumber}] er leveret. Vi håber, du bliver glad for den.',
	},
	refundConfirmation: {
		subject: 'Din refusion[ for bestilling {orderNumber}]',
		preheader: 'Vi har [refunderet {refund}|sendt en refusion] til dig.',
		heading: 'Din refusion er på vej',
		refunded:
			'Vi har [refunderet {refund}|sendt en refusion][ for din bestilling {orderNumber}]. Afhængigt af din bank kan der gå nogle dage, før du ser pengene på din konto.',
	},
	welcome: {
		subject: 'Velkommen[ til {shop}]',
		preheader: 'Dejligt at have dig med.',
		welcomed:
			'Dejligt at have dig med. Fra nu af holder vi dig opdateret om dine bestillinger på mail.',
	},
	trackingPage: {
		find: 'Find din bestilling',
		findHelp: 'Ordrenummeret står i vores e-mails om din bestilling.',
		orderNumber: 'Ordrenummer',
		email: 'E-mailadresse',
		show: 'Vis bestillingen',
		notFound: 'Vi fandt ikke denne bestilling',
		notFoundHelp:
			'Kontrollér ordrenummeret og e-mailadressen, eller åbn linket i vores seneste e-mail til dig.',
		tooMany: 'For mange forsøg. Prøv igen senere.',
		unavailable: 'Siden kan ikke vises lige nu. Prøv igen om nogle minutter.',
		ordered: 'Bestilt',
		history: 'Forløb',
		items: 'Varer',
	},
	orderStatus: {
		draft: {
			label: 'Kladde',
			sentence: 'Din bestilling er forberedt, men endnu ikke afgivet.',
		},
		pending_payment: {
			label: 'Afventer betaling',
			sentence: 'Vi afventer din betaling. Når den er kommet, gør vi din bestilling klar.',
		},
		authorized: {
			label: 'Modtaget',
			sentence: 'Vi har modtaget din bestilling og gør den snart klar.',
		},
		on_hold: { label: 'På pause', sentence: 'Din bestilling er på pause lige nu.' },
		processing: { label: 'Gøres klar', sentence: 'Vi er ved at gøre din bestilling klar.' },
		partially_fulfilled: {
			label: 'Delvist sendt',
			sentence: 'En del af din bestilling er sendt.',
		},
		ready_for_pickup: {
			label: 'Klar til afhentning',
			sentence: 'Din bestilling er klar til, at du kan hente den.',
		},
		fulfilled: { label: 'Sendt', sentence: 'Hele din bestilling er sendt.' },
		completed: {
			label: 'Gennemført',
			sentence: 'Din bestilling er gennemført. Tak, fordi du handlede hos os.',
		},
		partially_refunded: {
			label: 'Delvist refunderet',
			sentence: 'En del af din bestilling er refunderet.',
		},
		refunded: { label: 'Refunderet', sentence: 'Din bestilling er refunderet.' },
		refunding: {
			label: 'Refusion i gang',
			sentence: 'Refusionen af din bestilling er i gang.',
		},
		closed: {
			label: 'Lukket',
			sentence: 'Din bestilling er lukket. Du skal ikke betale noget for den.',
		},
		cancelled: { label: 'Annulleret', sentence: 'Din bestilling er annulleret.' },
		failed: {
			label: 'Ikke gennemført',
			sentence: 'Din bestilling kunne ikke gennemføres.',
		},
	},
	shipmentStatus: {
		pending: {
			label: 'Gøres klar',
			sentence: {
				one: 'Vi er ved at gøre din pakke klar.',
				other: 'Vi er ved at gøre dine pakker klar.',
			},
		},
		label_created: {
			label: 'Pakket',
			sentence: {
				one: 'Din pakke er pakket og venter på transportøren.',
				other: 'Dine pakker er pakket og venter på transportøren.',
			},
		},
		shipped: {
			label: 'Sendt',
			sentence: { one: 'Din pakke er sendt.', other: 'Dine pakker er sendt.' },
		},
		in_transit: {
			label: 'På vej',
			sentence: {
				one: 'Din pakke er på vej til dig.',
				other: 'Dine pakker er på vej til dig.',
			},
		},
		ready_for_pickup: {
			label: 'Klar til afhentning',
			sentence: {
				one: 'Din pakke er klar til, at du kan hente den.',
				other: 'Dine pakker er klar til, at du kan hente dem.',
			},
		},
		out_for_delivery: {
			label: 'Ude til levering',
			sentence: {
				one: 'Transportøren er på vej med din pakke.',
				other: 'Transportøren er på vej med dine pakker.',
			},
		},
		delivered: {
			label: 'Leveret',
			sentence: { one: 'Din pakke er leveret.', other: 'Dine pakker er leveret.' },
		},
		attempted: {
			label: 'Forsøgt leveret',
			sentence: {
				one: 'Transportøren kunne ikke aflevere din pakke og fortæller dig, hvad der sker nu.',
				other: 'Transportøren kunne ikke aflevere dine pakker og fortæller dig, hvad der sker nu.',
			},
		},
		delayed: {
			label: 'Forsinket',
			sentence: {
				one: 'Din pakke er længere tid undervejs end planlagt. Det beklager vi.',
				other: 'Dine pakker er længere tid undervejs end planlagt. Det beklager vi.',
			},
		},
		failed: {
			label: 'Ikke leveret',
			sentence: {
				one: 'Din pakke kunne ikke leveres.',
				other: 'Dine pakker kunne ikke leveres.',
			},
		},
		returned: {
			label: 'Returneret',
			sentence: {
				one: 'Din pakke er på vej tilbage til os.',
				other: 'Dine pakker er på vej tilbage til os.',
			},
		},
		cancelled: {
			label: 'Annulleret',
			sentence: {
				one: 'Forsendelsen er annulleret.',
				other: 'Forsendelsen er annulleret.',
			},
		},
	},
};
