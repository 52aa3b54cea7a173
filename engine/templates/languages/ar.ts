import type { Texts } from './texts.ts';

/** In forms that fit a woman and a man: buttons are nouns, and nobody is told to do anything. */
export const AR: Texts = {
	colon: ': ',
	greeting: 'مرحبًا[ {firstName}]،',
	news: {
		fromShop: 'جديد[ {shop}]',
		order: 'هناك جديد بشأن طلبك.',
		parcel: 'هناك جديد بشأن طردك.',
	},
	footer: {
		order: 'هذه الرسالة بشأن طلب[ لدى {shop}].',
		account: 'هذه الرسالة بشأن حساب[ لدى {shop}].',
		other: '[أُرسلت من {shop}.|أُرسلت هذه الرسالة تلقائيًا.]',
	},
	item: 'منتج',
	sums: {
		subtotal: 'المجموع الفرعي',
		discount: 'الخصم',
		discountOf: 'الخصم ({code})',
		fee: 'رسوم إضافية',
		shipping: 'الشحن',
		tip: 'إكرامية',
		rounding: 'فرق التقريب',
		tax: 'الضريبة',
	},
	lines: {
		inShipment: 'في هذه الشحنة',
		free: 'مجانًا',
		total: 'الإجمالي',
		includedTax: 'شامل ضريبة قدرها',
	},
	labels: {
		order: 'الطلب',
		placedOn: 'تاريخ الطلب',
		payment: 'الدفع',
		shipping: 'الشحن',
		status: 'الحالة',
		statusBefore: 'الحالة السابقة',
		carrier: 'شركة الشحن',
		service: 'خدمة الشحن',
		trackingNumber: 'رقم التتبّع',
		expected: 'موعد التسليم المتوقّع',
		delivered: 'وقت التسليم',
		refund: 'المبلغ المسترد',
		refundedInTotal: 'إجمالي المسترد',
		orderTotal: 'إجمالي الطلب',
		paidWith: 'طريقة الدفع',
	},
	deliveryAddress: 'عنوان التسليم',
	parcels: {
		one: '{count} طرد',
		two: 'طردان ({count})',
		few: '{count} طرود',
		many: '{count} طردًا',
		other: '{count} طرد',
	},
	buttons: { order: 'عرض الطلب', track: 'تتبّع الشحنة', shop: 'زيارة المتجر' },
	orderConfirmation: {
		subject: 'شكرًا على طلبك[ {orderNumber}]',
		heading: 'شكرًا على طلبك',
		received: 'استلمنا طلبك[ {orderNumber}].',
		receivedToShip: 'استلمنا طلبك[ {orderNumber}]، وسنخبرك عند شحنه.',
	},
	orderStatusUpdate: {
		subject: '[طلبك {orderNumber}|جديد بشأن طلبك][: {status}]',
		heading: '[{status}|جديد بشأن طلبك]',
	},
	parcelStatusUpdate: {
		subject: '[طردك من الطلب {orderNumber}|جديد بشأن طردك][: {status}]',
		heading: '[{status}|جديد بشأن طردك]',
	},
	shippingConfirmation: {
		subject: 'تم شحن طلبك[ {orderNumber}]',
		preheader: 'طلبك في الطريق إليك[ مع {carrier}].',
		heading: 'طلبك في الطريق',
		shipped: 'خبر سار: تم شحن طلبك[ {orderNumber}][ مع {carrier}].',
	},
	outForDelivery: {
		subject: 'خرج للتسليم: طلبك[ {orderNumber}]',
		preheader: {
			one: 'طردك الآن مع [مندوب {carrier}|مندوب التوصيل] لتسليمه إليك.',
			two: 'طرداك الآن مع [مندوب {carrier}|مندوب التوصيل] لتسليمهما إليك.',
			other: 'طرودك الآن مع [مندوب {carrier}|مندوب التوصيل] لتسليمها إليك.',
		},
		heading: 'خرج للتسليم',
		onVehicle: 'طلبك[ {orderNumber}] في سيارة التوصيل[ التابعة لـ {carrier}]، وسيصل إليك قريبًا.',
	},
	deliveryConfirmation: {
		subject: 'تم تسليم طلبك[ {orderNumber}]',
		preheader: {
			one: 'وصل طردك. نأمل أن ينال إعجابك.',
			two: 'وصل طرداك. نأمل أن ينالا إعجابك.',
			other: 'وصلت طرودك. نأمل أن تنال إعجابك.',
		},
		heading: 'تم تسليم طلبك',
		delivered: 'تم تسليم طلبك[ {orderNumber}]. نأمل أن ينال إعجابك.',
	},
	refundConfirmation: {
		subject: 'المبلغ المسترد[ عن الطلب {orderNumber}]',
		preheader: 'أعدنا إليك [{refund}|مبلغًا].',
		heading: 'المبلغ المسترد في الطريق إليك',
		refunded:
			'أعدنا إليك [{refund}|مبلغًا][ عن طلبك {orderNumber}]. قد يستغرق ظهور المبلغ في حسابك بضعة أيام بحسب البنك.',
	},
	welcome: {
		subject: 'أهلًا بك[ في {shop}]',
		preheader: 'سعداء بانضمامك إلينا.',
		welcomed:
			'سعداء بانضمامك إلينا. من الآن فصاعدًا سنطلعك بالبريد الإلكتروني على كل جديد في طلباتك.',
	},
	trackingPage: {
		find: 'البحث عن طلبك',
		findHelp: 'تجد رقم الطلب في رسائل البريد الإلكتروني الخاصة بطلبك.',
		orderNumber: 'رقم الطلب',
		email: 'عنوان البريد الإلكتروني',
		show: 'عرض الطلب',
		notFound: 'لم نعثر على هذا الطلب',
		notFoundHelp:
			'يُرجى التحقق من رقم الطلب وعنوان البريد الإلكتروني، أو فتح الرابط في آخر رسالة أرسلناها إليك.',
		tooMany: 'محاولات كثيرة جدًا. يُرجى المحاولة لاحقًا.',
		unavailable: 'لا يمكن عرض هذه الصفحة الآن. يُرجى المحاولة بعد بضع دقائق.',
		ordered: 'تم الطلب',
		history: 'سجل التتبع',
		items: 'المنتجات',
	},
	orderStatus: {
		draft: { label: 'مسودة', sentence: 'طلبك محضّر، لكنه لم يُرسل بعد.' },
		pending_payment: {
			label: 'بانتظار الدفع',
			sentence: 'نحن بانتظار دفعتك. فور وصولها سنحضّر طلبك.',
		},
		authorized: { label: 'استلمنا طلبك', sentence: 'استلمنا طلبك وسنحضّره قريبًا.' },
		on_hold: { label: 'معلّق', sentence: 'طلبك معلّق في الوقت الحالي.' },
		processing: { label: 'قيد التحضير', sentence: 'نحضّر طلبك الآن.' },
		partially_fulfilled: { label: 'شُحن جزئيًا', sentence: 'تم شحن جزء من طلبك.' },
		ready_for_pickup: { label: 'جاهز للاستلام', sentence: 'طلبك جاهز ويمكنك استلامه.' },
		fulfilled: { label: 'تم الشحن', sentence: 'تم شحن طلبك بالكامل.' },
		completed: { label: 'مكتمل', sentence: 'اكتمل طلبك. شكرًا لتسوّقك معنا.' },
		partially_refunded: { label: 'تم رد جزء من المبلغ', sentence: 'تمت إعادة جزء من قيمة طلبك.' },
		refunded: { label: 'تم رد المبلغ', sentence: 'تمت إعادة قيمة طلبك.' },
		refunding: { label: 'الاسترداد جارٍ', sentence: 'إعادة قيمة طلبك جارية.' },
		closed: { label: 'مغلق', sentence: 'أُغلق طلبك، ولا يلزم دفع أي مبلغ.' },
		cancelled: { label: 'ملغى', sentence: 'تم إلغاء طلبك.' },
		failed: { label: 'لم يكتمل', sentence: 'تعذّر إتمام طلبك.' },
	},
	shipmentStatus: {
		pending: {
			label: 'قيد التحضير',
			sentence: { one: 'نحضّر طردك.', two: 'نحضّر طرديك.', other: 'نحضّر طرودك.' },
		},
		label_created: {
			label: 'تم التغليف',
			sentence: {
				one: 'طردك مغلّف وبانتظار شركة الشحن.',
				two: 'طرداك مغلّفان وبانتظار شركة الشحن.',
				other: 'طرودك مغلّفة وبانتظار شركة الشحن.',
			},
		},
		shipped: {
			label: 'تم الشحن',
			sentence: { one: 'تم شحن طردك.', two: 'تم شحن طرديك.', other: 'تم شحن طرودك.' },
		},
		in_transit: {
			label: 'في الطريق',
			sentence: {
				one: 'طردك في الطريق إليك.',
				two: 'طرداك في الطريق إليك.',
				other: 'طرودك في الطريق إليك.',
			},
		},
		ready_for_pickup: {
			label: 'جاهز للاستلام',
			sentence: {
				one: 'طردك جاهز ويمكنك استلامه.',
				two: 'طرداك جاهزان ويمكنك استلامهما.',
				other: 'طرودك جاهزة ويمكنك استلامها.',
			},
		},
		out_for_delivery: {
			label: 'خرج للتسليم',
			sentence: {
				one: 'طردك الآن مع مندوب التوصيل.',
				two: 'طرداك الآن مع مندوب التوصيل.',
				other: 'طرودك الآن مع مندوب التوصيل.',
			},
		},
		delivered: {
			label: 'تم التسليم',
			sentence: { one: 'تم تسليم طردك.', two: 'تم تسليم طرديك.', other: 'تم تسليم طرودك.' },
		},
		attempted: {
			label: 'محاولة تسليم',
			sentence: {
				one: 'لم تتمكّن شركة الشحن من تسليم طردك، وستخبرك بالخطوة التالية.',
				two: 'لم تتمكّن شركة الشحن من تسليم طرديك، وستخبرك بالخطوة التالية.',
				other: 'لم تتمكّن شركة الشحن من تسليم طرودك، وستخبرك بالخطوة التالية.',
			},
		},
		delayed: {
			label: 'متأخر',
			sentence: {
				one: 'يستغرق طردك وقتًا أطول من المتوقّع. نعتذر عن ذلك.',
				two: 'يستغرق طرداك وقتًا أطول من المتوقّع. نعتذر عن ذلك.',
				other: 'تستغرق طرودك وقتًا أطول من المتوقّع. نعتذر عن ذلك.',
			},
		},
		failed: {
			label: 'لم يُسلَّم',
			sentence: {
				one: 'تعذّر تسليم طردك.',
				two: 'تعذّر تسليم طرديك.',
				other: 'تعذّر تسليم طرودك.',
			},
		},
		returned: {
			label: 'عائد إلينا',
			sentence: {
				one: 'طردك في طريق العودة إلينا.',
				two: 'طرداك في طريق العودة إلينا.',
				other: 'طرودك في طريق العودة إلينا.',
			},
		},
		cancelled: {
			label: 'ملغى',
			sentence: { one: 'تم إلغاء الشحنة.', other: 'تم إلغاء الشحنة.' },
		},
	},
};
