"""Parts of pages that know the services: the tabs of a dossier, the cards of Accueil.

They stand below the pages so that a page may host them, and do not import each other either.
"""
