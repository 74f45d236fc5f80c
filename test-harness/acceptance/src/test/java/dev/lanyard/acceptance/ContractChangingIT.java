package dev.lanyard.acceptance;

/** The rules about changing. */
class ContractChangingIT extends EntraContract {

    ContractChangingIT() {
        super(Part.CHANGING);
    }
}
