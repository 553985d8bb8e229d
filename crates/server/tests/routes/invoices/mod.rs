mod cards;
mod checkout;
