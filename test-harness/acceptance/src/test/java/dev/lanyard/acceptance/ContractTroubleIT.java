package dev.lanyard.acceptance;

/** The rules about trouble and secrets. */
class ContractTroubleIT extends EntraContract {

    ContractTroubleIT() {
        super(Part.TROUBLE);
    }
}
