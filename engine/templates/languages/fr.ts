import type { Texts } from './texts.ts';

export const FR: Texts = {
	colon: '\u00a0: ',
	greeting: 'Bonjour[ {firstName}],',
	news: {
		fromShop: 'Des nouvelles[ de {shop}]',
		order: 'Il y a du nouveau concernant votre commande.',
		parcel: 'Il y a du nouveau concernant votre colis.',
	},
	footer: {
		order: 'Cet e-mail concerne une commande[ chez {shop}].',
		account: 'Cet e-mail concerne un compte client[ chez {shop}].',
		other: '[Envoyé par {shop}.|Cet e-mail a été envoyé automatiquement.]',
	},
	item: 'Article',
	sums: {
		subtotal: 'Sous-total',
		discount: 'Remise',
		discountOf: 'Remise ({code})',
		fee: 'Frais',
		shipping: 'Livraison',
		tip: 'Pourboire',
		rounding: 'Arrondi',
		tax: 'Taxes',
	},
	lines: {
		inShipment: 'Dans cet envoi',
		free: 'Gratuit',
		total: 'Total',
		includedTax: 'Dont taxes',
	},
	labels: {
		order: 'Commande',
		placedOn: 'Passée le',
		payment: 'Paiement',
		shipping: 'Livraison',
		status: 'Statut',
		statusBefore: 'Auparavant',
		carrier: 'Transporteur',
		service: 'Mode d’envoi',
		trackingNumber: 'Numéro de suivi',
		expected: 'Livraison prévue',
		delivered: 'Livré',
		refund: 'Remboursement',
		refundedInTotal: 'Total remboursé',
		orderTotal: 'Total de la commande',
		paidWith: 'Payé par',
	},
	deliveryAddress: 'Adresse de livraison',
	parcels: { one: '{count} colis', other: '{count} colis' },
	buttons: {
		order: 'Voir ma commande',
		track: 'Suivre mon colis',
		shop: 'Visiter la boutique',
	},
	orderConfirmation: {
		subject: 'Merci pour votre commande[ {orderNumber}]',
		heading: 'Merci pour votre commande',
		received: 'Nous avons bien reçu votre commande[ {orderNumber}].',
		receivedToShip:
			'Nous avons bien reçu votre commande[ {orderNumber}] et nous vous préviendrons dès son expédition.',
	},
	orderStatusUpdate: {
		subject: '[Votre commande {orderNumber}|Du nouveau pour votre commande][\u00a0: {status}]',
		heading: '[{status}|Du nouveau pour votre commande]',
	},
	parcelStatusUpdate: {
		subject:
			'[Votre colis pour la commande {orderNumber}|Du nouveau pour votre colis][\u00a0: {status}]',
		heading: '[{status}|Du nouveau pour votre colis]',
	},
	shippingConfirmation: {
		subject: 'Votre commande[ {orderNumber}] a été expédiée',
		preheader: 'En route vers vous[ avec {carrier}].',
		heading: 'Votre commande est en route',
		shipped:
			'Bonne nouvelle\u00a0: votre commande[ {orderNumber}] a été expédiée[ avec {carrier}].',
	},
	outForDelivery: {
		subject: 'En cours de livraison\u00a0: votre commande[ {orderNumber}]',
		preheader: {
			one: '[{carrier}|Le transporteur] vous apporte votre colis.',
			other: '[{carrier}|Le transporteur] vous apporte vos colis.',
		},
		heading: 'En cours de livraison',
		onVehicle:
			'Votre commande[ {orderNumber}] est dans le véhicule de livraison[ de {carrier}] et sera bientôt chez vous.',
	},
	deliveryConfirmation: {
		subject: 'Votre commande[ {orderNumber}] a été livrée',
		preheader: {
			one: 'Votre colis est arrivé. Nous espérons qu’il vous plaira.',
			other: 'Vos colis sont arrivés. Nous espérons qu’ils vous plairont.',
		},
		heading: 'Votre commande a été livrée',
		delivered: 'Votre commande[ {orderNumber}] a été livrée. Nous espérons qu’elle vous plaira.',
	},
	refundConfirmation: {
		subject: 'Votre remboursement[ pour la commande {orderNumber}]',
		preheader: 'Nous vous avons [remboursé {refund}|accordé un remboursement].',
		heading: 'Votre remboursement est en route',
		refunded:
			'Nous vous avons [remboursé {refund}|accordé un remboursement][ pour votre commande {orderNumber}]. Selon votre banque, quelques jours peuvent s’écouler avant que le montant apparaisse sur votre compte.',
	},
	welcome: {
		subject: 'Bienvenue[ chez {shop}]',
		preheader: 'Nous sommes ravis de vous compter parmi nous.',
		welcomed:
			'Nous sommes ravis de vous compter parmi nous. Désormais, nous vous tiendrons au courant de vos commandes par e-mail.',
	},
	trackingPage: {
		find: 'Retrouver votre commande',
		findHelp: 'Le numéro de commande figure dans les e-mails concernant votre commande.',
		orderNumber: 'Numéro de commande',
		email: 'Adresse e-mail',
		show: 'Afficher la commande',
		notFound: 'Nous n’avons pas trouvé cette commande',
		notFoundHelp:
			'Veuillez vérifier le numéro de commande et l’adresse e-mail, ou ouvrir le lien de notre dernier e-mail.',
		tooMany: 'Trop de tentatives. Veuillez réessayer plus tard.',
		unavailable:
			'Cette page ne peut pas être affichée pour le moment. Veuillez réessayer dans quelques minutes.',
		ordered: 'Commandée',
		history: 'Historique',
		items: 'Articles',
	},
	orderStatus: {
		draft: {
			label: 'Brouillon',
			sentence: 'Votre commande est prête, mais elle n’a pas encore été passée.',
		},
		pending_payment: {
			label: 'En attente de paiement',
			sentence:
				'Nous attendons votre paiement. Dès qu’il nous parvient, nous préparons votre commande.',
		},
		authorized: {
			label: 'Reçue',
			sentence: 'Nous avons bien reçu votre commande et nous la préparerons bientôt.',
		},
		on_hold: {
			label: 'En attente',
			sentence: 'Votre commande est en attente pour le moment.',
		},
		processing: {
			label: 'En préparation',
			sentence: 'Nous préparons maintenant votre commande.',
		},
		partially_fulfilled: {
			label: 'Expédiée en partie',
			sentence: 'Une partie de votre commande a été expédiée.',
		},
		ready_for_pickup: {
			label: 'Prête à être retirée',
			sentence: 'Votre commande est prête\u00a0: vous pouvez venir la retirer.',
		},
		fulfilled: {
			label: 'Expédiée',
			sentence: 'Votre commande a été expédiée en totalité.',
		},
		completed: {
			label: 'Terminée',
			sentence: 'Votre commande est terminée. Merci de votre confiance.',
		},
		partially_refunded: {
			label: 'Remboursée en partie',
			sentence: 'Une partie de votre commande a été remboursée.',
		},
		refunded: { label: 'Remboursée', sentence: 'Votre commande a été remboursée.' },
		refunding: {
			label: 'Remboursement en cours',
			sentence: 'Le remboursement de votre commande est en cours.',
		},
		closed: {
			label: 'Clôturée',
			sentence: 'Votre commande est clôturée. Vous n’avez rien à payer.',
		},
		cancelled: { label: 'Annulée', sentence: 'Votre commande a été annulée.' },
		failed: { label: 'Non aboutie', sentence: 'Votre commande n’a pas pu aboutir.' },
	},
	shipmentStatus: {
		pending: {
			label: 'En préparation',
			sentence: { one: 'Nous préparons votre colis.', other: 'Nous préparons vos colis.' },
		},
		label_created: {
			label: 'Emballé',
			sentence: {
				one: 'Votre colis est emballé et attend le transporteur.',
				other: 'Vos colis sont emballés et attendent le transporteur.',
			},
		},
		shipped: {
			label: 'Expédié',
			sentence: { one: 'Votre colis a été expédié.', other: 'Vos colis ont été expédiés.' },
		},
		in_transit: {
			label: 'En route',
			sentence: {
				one: 'Votre colis est en route vers vous.',
				other: 'Vos colis sont en route vers vous.',
			},
		},
		ready_for_pickup: {
			label: 'Prêt à être retiré',
			sentence: {
				one: 'Votre colis est prêt\u00a0: vous pouvez venir le retirer.',
				other: 'Vos colis sont prêts\u00a0: vous pouvez venir les retirer.',
			},
		},
		out_for_delivery: {
			label: 'En cours de livraison',
			sentence: {
				one: 'Le transporteur vous apporte votre colis.',
				other: 'Le transporteur vous apporte vos colis.',
			},
		},
		delivered: {
			label: 'Livré',
			sentence: { one: 'Votre colis a été livré.', other: 'Vos colis ont été livrés.' },
		},
		attempted: {
			label: 'Tentative de livraison',
			sentence: {
				one: 'Le transporteur n’a pas pu vous remettre votre colis et vous dira comment la livraison se poursuit.',
				other:
					'Le transporteur n’a pas pu vous remettre vos colis et vous dira comment la livraison se poursuit.',
			},
		},
		delayed: {
			label: 'Retardé',
			sentence: {
				one: 'Votre colis met plus de temps que prévu. Nous en sommes désolés.',
				other: 'Vos colis mettent plus de temps que prévu. Nous en sommes désolés.',
			},
		},
		failed: {
			label: 'Non livré',
			sentence: {
				one: 'Votre colis n’a pas pu être livré.',
				other: 'Vos colis n’ont pas pu être livrés.',
			},
		},
		returned: {
			label: 'Retourné',
			sentence: {
				one: 'Votre colis est sur le chemin du retour vers nous.',
				other: 'Vos colis sont sur le chemin du retour vers nous.',
			},
		},
		cancelled: {
			label: 'Annulé',
			sentence: { one: 'L’envoi a été annulé.', other: 'L’envoi a été annulé.' },
		},
	},
};
