import type { Texts } from './texts.ts';

export const IT: Texts = {
	colon: ': ',
	greeting: 'Ciao[ {firstName}]!',
	news: {
		fromShop: 'Novità[ da {shop}]',
		order: 'Ci sono novità sul tuo ordine.',
		parcel: 'Ci sono novità sul tuo pacco.',
	},
	footer: {
		order: 'Questa e-mail riguarda un ordine[ su {shop}].',
		account: 'Questa e-mail riguarda un account[ su {shop}].',
		other: '[Inviata da {shop}.|Questa e-mail è stata inviata automaticamente.]',
	},
	item: 'Articolo',
	sums: {
		subtotal: 'Subtotale',
		discount: 'Sconto',
		discountOf: 'Sconto ({code})',
		fee: 'Supplemento',
		shipping: 'Spedizione',
		tip: 'Mancia',
		rounding: 'Arrotondamento',
		tax: 'Imposte',
	},
	lines: {
		inShipment: 'In questa spedizione',
		free: 'Gratis',
		total: 'Totale',
		includedTax: 'Imposte incluse',
	},
	labels: {
		order: 'Ordine',
		placedOn: 'Effettuato il',
		payment: 'Pagamento',
		shipping: 'Spedizione',
		status: 'Stato',
		statusBefore: 'In precedenza',
		carrier: 'Corriere',
		service: 'Servizio',
		trackingNumber: 'Numero di tracciamento',
		expected: 'Consegna prevista',
		delivered: 'Consegnato',
		refund: 'Rimborso',
		refundedInTotal: 'Rimborsato in totale',
		orderTotal: 'Totale dell’ordine',
		paidWith: 'Pagato con',
	},
	deliveryAddress: 'Indirizzo di consegna',
	parcels: { one: '{count} pacco', other: '{count} pacchi' },
	buttons: { order: 'Vedi il tuo ordine', track: 'Segui il tuo pacco', shop: 'Vai al negozio' },
	orderConfirmation: {
		subject: 'Grazie per il tuo ordine[ {orderNumber}]',
		heading: 'Grazie per il tuo ordine',
		received: 'Abbiamo ricevuto il tuo ordine[ {orderNumber}].',
		receivedToShip:
			'Abbiamo ricevuto il tuo ordine[ {orderNumber}] e ti avviseremo quando verrà spedito.',
	},
	orderStatusUpdate: {
		subject: '[Il tuo ordine {orderNumber}|Novità sul tuo ordine][: {status}]',
		heading: '[{status}|Novità sul tuo ordine]',
	},
	parcelStatusUpdate: {
		subject: '[Il pacco del tuo ordine {orderNumber}|Novità sul tuo pacco][: {status}]',
		heading: '[{status}|Novità sul tuo pacco]',
	},
	shippingConfirmation: {
		subject: 'Il tuo ordine[ {orderNumber}] è stato spedito',
		preheader: 'In viaggio verso di te[ con {carrier}].',
		heading: 'Il tuo ordine è in viaggio',
		shipped: 'Buone notizie: il tuo ordine[ {orderNumber}] è stato spedito[ con {carrier}].',
	},
	outForDelivery: {
		subject: 'In consegna: il tuo ordine[ {orderNumber}]',
		preheader: {
			one: '[{carrier}|Il corriere] ti sta portando il pacco.',
			other: '[{carrier}|Il corriere] ti sta portando i pacchi.',
		},
		heading: 'In consegna',
		onVehicle:
			'Il tuo ordine[ {orderNumber}] è sul furgone[ di {carrier}] e arriverà presto da te.',
	},
	deliveryConfirmation: {
		subject: 'Il tuo ordine[ {orderNumber}] è stato consegnato',
		preheader: {
			one: 'Il tuo pacco è arrivato. Speriamo che ti piaccia.',
			other: 'I tuoi pacchi sono arrivati. Speriamo che ti piacciano.',
		},
		heading: 'Il tuo ordine è stato consegnato',
		delivered: 'Il tuo ordine[ {orderNumber}] è stato consegnato. Speriamo che ti piaccia.',
	},
	refundConfirmation: {
		subject: 'Il tuo rimborso[ per l’ordine {orderNumber}]',
		preheader: 'Ti abbiamo [rimborsato {refund}|fatto un rimborso].',
		heading: 'Il tuo rimborso è in arrivo',
		refunded:
			'Ti abbiamo [rimborsato {refund}|fatto un rimborso][ per il tuo ordine {orderNumber}]. A seconda della tua banca, possono passare alcuni giorni prima che l’importo compaia sul tuo conto.',
	},
	welcome: {
		subject: 'Ti diamo il benvenuto[ su {shop}]',
		preheader: 'Che bello averti con noi.',
		welcomed:
			'Che bello averti con noi. D’ora in poi ti terremo al corrente dei tuoi ordini via e-mail.',
	},
	trackingPage: {
		find: 'Trova il tuo ordine',
		findHelp: 'Il numero d’ordine si trova nelle e-mail relative al tuo ordine.',
		orderNumber: 'Numero d’ordine',
		email: 'Indirizzo e-mail',
		show: 'Mostra l’ordine',
		notFound: 'Non abbiamo trovato questo ordine',
		notFoundHelp:
			'Controlla il numero d’ordine e l’indirizzo e-mail, oppure apri il link nella nostra ultima e-mail.',
		tooMany: 'Troppi tentativi. Riprova più tardi.',
		unavailable: 'Al momento non è possibile mostrare questa pagina. Riprova tra qualche minuto.',
		ordered: 'Ordinato',
		history: 'Cronologia',
		items: 'Articoli',
	},
	orderStatus: {
		draft: {
			label: 'Bozza',
			sentence: 'Il tuo ordine è pronto, ma non è ancora stato effettuato.',
		},
		pending_payment: {
			label: 'In attesa di pagamento',
			sentence: 'Stiamo aspettando il tuo pagamento. Appena arriva, prepariamo il tuo ordine.',
		},
		authorized: {
			label: 'Ricevuto',
			sentence: 'Abbiamo ricevuto il tuo ordine e lo prepareremo presto.',
		},
		on_hold: { label: 'In sospeso', sentence: 'Il tuo ordine è al momento in sospeso.' },
		processing: { label: 'In preparazione', sentence: 'Stiamo preparando il tuo ordine.' },
		partially_fulfilled: {
			label: 'Spedito in parte',
			sentence: 'Una parte del tuo ordine è stata spedita.',
		},
		ready_for_pickup: {
			label: 'Pronto per il ritiro',
			sentence: 'Il tuo ordine è pronto: puoi passare a ritirarlo.',
		},
		fulfilled: { label: 'Spedito', sentence: 'Tutto il tuo ordine è stato spedito.' },
		completed: {
			label: 'Completato',
			sentence: 'Il tuo ordine è completato. Grazie per il tuo acquisto.',
		},
		partially_refunded: {
			label: 'Rimborsato in parte',
			sentence: 'Una parte del tuo ordine è stata rimborsata.',
		},
		refunded: { label: 'Rimborsato', sentence: 'Il tuo ordine è stato rimborsato.' },
		refunding: {
			label: 'Rimborso in corso',
			sentence: 'Il rimborso del tuo ordine è in corso.',
		},
		closed: {
			label: 'Chiuso',
			sentence: 'Il tuo ordine è chiuso. Non c’è nulla da pagare.',
		},
		cancelled: { label: 'Annullato', sentence: 'Il tuo ordine è stato annullato.' },
		failed: {
			label: 'Non completato',
			sentence: 'Non è stato possibile completare il tuo ordine.',
		},
	},
	shipmentStatus: {
		pending: {
			label: 'In preparazione',
			sentence: {
				one: 'Stiamo preparando il tuo pacco.',
				other: 'Stiamo preparando i tuoi pacchi.',
			},
		},
		label_created: {
			label: 'Imballato',
			sentence: {
				one: 'Il tuo pacco è pronto e aspetta il corriere.',
				other: 'I tuoi pacchi sono pronti e aspettano il corriere.',
			},
		},
		shipped: {
			label: 'Spedito',
			sentence: {
				one: 'Il tuo pacco è stato spedito.',
				other: 'I tuoi pacchi sono stati spediti.',
			},
		},
		in_transit: {
			label: 'In viaggio',
			sentence: {
				one: 'Il tuo pacco è in viaggio verso di te.',
				other: 'I tuoi pacchi sono in viaggio verso di te.',
			},
		},
		ready_for_pickup: {
			label: 'Pronto per il ritiro',
			sentence: {
				one: 'Il tuo pacco è pronto per essere ritirato.',
				other: 'I tuoi pacchi sono pronti per essere ritirati.',
			},
		},
		out_for_delivery: {
			label: 'In consegna',
			sentence: {
				one: 'Il corriere ti sta portando il pacco.',
				other: 'Il corriere ti sta portando i pacchi.',
			},
		},
		delivered: {
			label: 'Consegnato',
			sentence: {
				one: 'Il tuo pacco è stato consegnato.',
				other: 'I tuoi pacchi sono stati consegnati.',
			},
		},
		attempted: {
			label: 'Consegna tentata',
			sentence: {
				one: 'Il corriere non è riuscito a consegnarti il pacco e ti farà sapere come si procede.',
				other:
					'Il corriere non è riuscito a consegnarti i pacchi e ti farà sapere come si procede.',
			},
		},
		delayed: {
			label: 'In ritardo',
			sentence: {
				one: 'Il tuo pacco impiega più tempo del previsto. Ci dispiace.',
				other: 'I tuoi pacchi impiegano più tempo del previsto. Ci dispiace.',
			},
		},
		failed: {
			label: 'Non consegnato',
			sentence: {
				one: 'Non è stato possibile consegnare il tuo pacco.',
				other: 'Non è stato possibile consegnare i tuoi pacchi.',
			},
		},
		returned: {
			label: 'Restituito',
			sentence: {
				one: 'Il tuo pacco sta tornando da noi.',
				other: 'I tuoi pacchi stanno tornando da noi.',
			},
		},
		cancelled: {
			label: 'Annullato',
			sentence: {
				one: 'La spedizione è stata annullata.',
				other: 'La spedizione è stata annullata.',
			},
		},
	},
};
